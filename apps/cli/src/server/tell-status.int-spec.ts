import { refusal, ToldServer } from '../run/told-server.fixture.js';
import { tellStatus } from './tell-status.js';

const health = {
  ...{ status: 'unhealthy', version: '1.0.0', mode: 'scale', uptime: '1m', memory_backend: 'x' },
  checks: { database: 'unreachable', queue: 'ok', embeddings: 'ok' },
  // As long as it gets: every part of the ground has a note.
  notes: Array.from({ length: 12 }, (_, at) => `${String(at)}: ${'why and what to do '.repeat(8)}`),
};

describe(tellStatus, () => {
  let server: ToldServer;

  beforeEach(async () => {
    server = await ToldServer.start();
  });
  afterEach(async () => server.stop());

  it('tells what is wrong with a server that cannot work, and ends as failed without asking again', async () => {
    server.answers = { 'GET /api/v1/health': [503, health] };
    const run = server.run({});
    expect(await tellStatus(run)).toBe('failed');
    expect(run.terminal.shown).toEqual([{ url: server.url, ...health }]);
    expect(server.asked).toHaveLength(1);
  });

  it('takes no other 503 for a word of health', async () => {
    server.answers = { 'GET /api/v1/health': refusal(503, 'TOO_BUSY') };
    await expect(tellStatus(server.run({}))).rejects.toMatchObject({ code: 'TOO_BUSY' });
    server.answers = { 'GET /api/v1/health': [503, { status: 'error' }] };
    await expect(tellStatus(server.run({}))).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' });
  });
});
