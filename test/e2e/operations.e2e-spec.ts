import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
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

  it('says the same when what happened has been added up, and counts on', async () => {
    const settled = await eventually(
      async () => (await api.call('/api/v1/agents/Echo/health')).body,
      ({ metrics }) => (metrics as { messages_processed: number }).messages_processed === 3,
    );
    expect(settled).toMatchObject({ capabilities: { echo: { requests: 3 } } });
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
});
