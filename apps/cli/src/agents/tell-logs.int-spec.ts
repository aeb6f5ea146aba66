import { refusal, ToldServer } from '../run/told-server.fixture.js';
import { tellLogs } from './tell-logs.js';

const call = {
  ...{ started_at: '2026-01-01T00:00:00Z', conversation_id: 'c', tool: 'clock' },
  ...{ outcome: 'succeeded', error_code: null, duration_ms: 3 },
};

describe(tellLogs, () => {
  let server: ToldServer;

  beforeEach(async () => {
    server = await ToldServer.start();
    server.answers = {
      'GET /api/v1/agents/A': [200, { name: 'A' }],
      'GET /api/v1/conversations': [200, { conversations: [] }],
      'GET /api/v1/tool-calls': [200, { tool_calls: [call] }],
      'GET /api/v1/dead-letters': refusal(403, 'FORBIDDEN'),
    };
  });
  afterEach(async () => server.stop());

  it('tells the rest, and that something is left out, to those who may see no dead letters', async () => {
    const run = server.run({ limit: 20 }, 'A');
    await tellLogs(run);
    const entries = [expect.objectContaining({ kind: 'tool', text: 'clock: succeeded, 3 ms' })];
    expect(run.terminal.shown).toEqual([{ agent: 'A', entries, not_shown: ['dead_letters'] }]);
    expect(run.terminal.notes).toEqual([expect.stringContaining('operations:read')]);
  });

  it('leaves nothing out when it goes wrong otherwise', async () => {
    server.answers = { ...server.answers, 'GET /api/v1/tool-calls': refusal(403, 'FORBIDDEN') };
    await expect(tellLogs(server.run({ limit: 20 }, 'A'))).rejects.toMatchObject({ status: 403 });
  });
});
