import type { StorageReport } from '#protocol';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const agents = `${import.meta.dirname}/agents`;
const rfc3339 = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/) as string;
const duration = expect.stringMatching(/^(?:\d+(?:\.\d+)?(?:s|m|h|d))+$/) as string;
const size = expect.stringMatching(/^\d+(?:\.\d)?(?:B|KB|MB|GB)$/) as string;

describe('a server that has worked', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    const settings = { CAXTON_DATA_DIR: data.path, CAXTON_AGENTS_DIR: agents };
    server = await ServerUnderTest.start({ settings });
    api = await ContractFetch.of(server.url);
    for (let count = 1; count <= 3; count += 1) {
      const conversation = `figures-${String(count)}`;
      await api.call('/api/v1/messages', {
        body: { capability: 'echo', content: {}, conversation_id: conversation, wait: '20s' },
      });
    }
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('section 13: tells how an agent does, exactly and at once', async () => {
    const { status, body } = await api.call('/api/v1/agents/Echo/health');
    expect(status).toBe(200);
    expect(body).toEqual({
      agent: 'Echo',
      status: 'healthy',
      uptime: duration,
      metrics: {
        messages_processed: 3,
        avg_response_time: duration,
        success_rate: 1,
        memory_usage: size,
        last_activity: rfc3339,
      },
      capabilities: { echo: { requests: 3, success_rate: 1, avg_time: duration } },
    });
  });

  it('counts on with the next message', async () => {
    await api.call('/api/v1/messages', { body: { capability: 'echo', content: {}, wait: '20s' } });
    expect((await api.call('/api/v1/agents/Echo/health')).body).toMatchObject({
      metrics: { messages_processed: 4 },
      capabilities: { echo: { requests: 4 } },
    });
  });

  it('says of a paused agent why it is not healthy', async () => {
    await api.call('/api/v1/agents/Echo/pause', { method: 'POST' });
    const { body } = await api.call('/api/v1/agents/Echo/health');
    await api.call('/api/v1/agents/Echo/resume', { method: 'POST' });
    expect(body).toMatchObject({
      status: 'degraded',
      notes: [expect.stringContaining('paused') as string],
    });
  });

  it('does not know the health of nobody', async () => {
    const { status, body } = await api.call('/api/v1/agents/Nobody/health');
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: 'AGENT_NOT_FOUND' } });
  });

  it('section 16: tells how it is set up, without secrets', async () => {
    const { status, body } = await api.call('/api/v1/config');
    expect(status).toBe(200);
    expect(body).toEqual({
      server: { host: '127.0.0.1', port: Number(new URL(server.url).port), version: '1.0.0' },
      runtime: { max_agents: 1_000, agent_timeout: '2m', llm_provider: 'embedded' },
      memory: { backend: 'embedded', max_entities: 100_000, entities_count: 0 },
      capabilities: {
        registered: expect.any(Number) as number,
        routing_strategy: 'best_match',
      },
    });
  });

  it('section 18: tells at a glance how everything does', async () => {
    const { status, body } = await api.call('/api/v1/dashboard');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      system: { status: 'healthy', uptime: duration, version: '1.0.0' },
      agents: { config_agents: 0, wasm_agents: 0 },
      capabilities: { avg_response_time: duration },
      memory: { backend: 'embedded', entities: 0, relationships: 0, usage: '0B' },
      conversations: { active: 0, total_today: 4, avg_duration: duration },
    });
    const { agents: known, capabilities } = body as Record<string, Record<string, number>>;
    expect(known?.['total']).toBe(known?.['code_agents']);
    expect(known?.['running']).toBe(known?.['total']);
    expect(capabilities?.['active']).toBe(capabilities?.['total']);
  });

  it('tells how each part does that it stands on', async () => {
    const { status, body } = await api.call('/health/detailed');
    expect(status).toBe(200);
    const well = { status: 'healthy', detail: expect.any(String) as string };
    expect(body).toMatchObject({
      ...{ status: 'healthy', version: '1.0.0', uptime: duration },
      components: {
        ...{ database: well, migrations: well, clock: well, queue: well },
        ...{ embedding_model: well, workers: well },
      },
    });
    expect(body).toHaveProperty('components.disk.detail');
  });

  it('tells what happened and what it cost, told apart and page by page', async () => {
    const { status, body } = await api.call('/api/v1/usage?group_by=agent,sender&limit=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ currency: 'USD', group_by: ['agent', 'sender'] },
      groups: [{ key: { agent: null, sender: null }, figures: { conversations: { begun: 4 } } }],
    });
    const cursor = String(body['next_cursor']);
    const next = await api.call(`/api/v1/usage?group_by=agent,sender&limit=1&cursor=${cursor}`);
    const messages = { accepted: 4, completed: 4, failed: 0, expired: 0, cancelled: 0 };
    expect(next.body).toMatchObject({
      groups: [{ key: { agent: 'Echo', sender: 'api_client' }, figures: { messages, cost: 0 } }],
    });
    expect(next.body).not.toHaveProperty('next_cursor');
  });

  it('tells what each table takes, since when, and what ends its rows', async () => {
    const { status, body } = await api.call<StorageReport>('/api/v1/storage');
    expect(status).toBe(200);
    const tables = new Map(body.tables.map((table) => [table.name, table]));
    expect(tables.get('messages')).toMatchObject({
      // Four that were sent, and their replies.
      rows: 8,
      ...{ retention: { ends: 'request', after: null }, expired: null },
    });
    expect(tables.get('conversations')).toMatchObject({ rows: 4, oldest: rfc3339 });
    expect(tables.get('turn_steps')).toMatchObject({
      retention: { ends: 'age', after: '7d', setting: 'CAXTON_STEP_RETENTION' },
      expired: { rows: 0, is_whole: true },
    });
    const largest = Math.max(...body.tables.map(({ bytes }) => bytes));
    expect(body.tables[0]?.bytes).toBe(largest);
    expect(body.database.bytes).toBeGreaterThan(largest);
    expect(body.artifacts).toEqual({ bytes: 0 });
  });

  it.each([
    'group_by=colour',
    'group_by=agent,agent',
    'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z',
  ])('refuses usage that nobody can tell: %s', async (query) => {
    const { status, body } = await api.call(`/api/v1/usage?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'INVALID_REQUEST' } });
  });
});
