import { CaxtonClient } from '../caxton-client.js';
import { json, ScriptedServer, type Answer } from '../scripted-server.fixture.js';

const stored = { entities: 1, complete: true };

/** Answers when an attempt would long have been given up. */
const late: Answer = (response, request) => {
  setTimeout(() => {
    json(stored, 201)(response, request);
  }, 300);
};

describe('taking in a memory', () => {
  let server: ScriptedServer;
  let client: CaxtonClient;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    client = new CaxtonClient(server.url, { attemptTimeoutMs: 50, attempts: 3 });
  });
  afterEach(async () => server.stop());

  it('is not cut off and sent again while the server takes a large one in', async () => {
    server.will(late, late, late);
    const lines = `${JSON.stringify({ record: 'entity', text: 'x'.repeat(50_000) })}\n`;
    expect(await client.memory.importLines(lines)).toEqual(stored);
    expect(await client.memory.importLines(new Blob([lines]))).toEqual(stored);
    const document = { entities: [{ name: 'x'.repeat(50_000) }] } as unknown;
    expect(await client.memory.import(document as never, { dry_run: true })).toEqual(stored);
    expect(server.received.map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-ndjson',
      'application/x-ndjson',
      'application/json',
    ]);
    expect(server.received[2]).toMatchObject({
      url: '/api/v1/memory/import?dry_run=true',
      body: JSON.stringify(document),
    });
  });

  it('takes no longer than its caller gives it', async () => {
    server.will(late);
    const given = client.memory.importLines('x'.repeat(50_000), { timeoutMs: 100 });
    await expect(given).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect(server.received).toHaveLength(1);
  });
});
