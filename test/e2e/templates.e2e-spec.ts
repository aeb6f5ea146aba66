import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

describe('agents from templates: quick start section 21', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;
  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  const errorsOf = (body: Record<string, unknown>): unknown =>
    (body['error'] as { details: { errors: unknown } }).details.errors;

  it('are made as printed, answer, and are told in the audit log', async () => {
    const { body: list } = await api.call<{ total: number }>('/api/v1/templates');
    expect(list.total).toBe(10);
    const { status, body } = await api.call('/api/v1/agents/from-template', {
      body: {
        template: 'data-analyst',
        name: 'SalesAnalyzer',
        parameters: { specialization: 'sales', tools: ['crm_integration', 'excel_parser'] },
      },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ agent_id: 'SalesAnalyzer', status: 'deployed' });
    const answer = await api.call<{ status: string }>('/api/v1/messages', {
      body: { capability: 'data-analysis', content: { request: 'How were sales?' }, wait: '30s' },
    });
    expect(answer.status).toBe(200);
    const { body: audit } = await api.call('/api/v1/audit?action=agent.deploy');
    expect(JSON.stringify(audit)).toContain('SalesAnalyzer');
  });

  it('are refused with the parameter that is wrong', async () => {
    const { status, body } = await api.call('/api/v1/agents/from-template', {
      body: { template: 'data-analyst', name: 'Other', parameters: { specialisation: 'sales' } },
    });
    expect(status).toBe(422);
    expect(errorsOf(body)).toEqual([
      expect.objectContaining({ field: 'parameters.specialisation', rule: 'unknown_field' }),
    ]);
  });

  it('are made from templates of the workspace, which come and go', async () => {
    const definition = {
      ...{ id: 'greeter', name: 'Greeter', description: 'Greets.' },
      configuration: { capabilities: ['greeting'], system_prompt: 'You are {{agent_name}}.' },
    };
    expect((await api.call('/api/v1/templates', { body: definition })).status).toBe(201);
    const path = '/api/v1/templates/greeter';
    const replaced = await api.call(path, {
      method: 'PUT',
      body: { ...definition, id: undefined, name: 'Host' },
    });
    expect(replaced.body).toMatchObject({ name: 'Host', revision: 2 });
    const seen = await api.call(`${path}/generate`, { body: { name: 'Ann' } });
    expect(seen.body).toMatchObject({ configuration: { system_prompt: 'You are Ann.' } });
    expect((await api.call(path, { method: 'DELETE' })).status).toBe(200);
    expect((await api.call(path)).status).toBe(404);
  });
});
