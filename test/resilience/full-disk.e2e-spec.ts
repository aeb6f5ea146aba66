import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWithOwn } from './kit/describe-with-own.js';
import { OwnPostgres } from './kit/own-postgres.js';
import { SmallDisk } from './kit/small-disk.js';

describeWithOwn(['postgres', 'small disk'], 'a server whose Postgres has no room left', () => {
  let disk: SmallDisk;
  let postgres: OwnPostgres;
  let server: RunningServer;
  let api: ContractFetch;

  const send = (conversation_id: string, padding = ''): Promise<Reply> =>
    api.call('/api/v1/messages', {
      body: { capability: 'echo', conversation_id, content: { padding }, wait: '20s' },
    });

  beforeAll(async () => {
    disk = SmallDisk.mount(300);
    postgres = await OwnPostgres.start({
      directory: `${disk.path}/postgres`,
      settings: ['min_wal_size=32MB', 'max_wal_size=64MB', 'wal_recycle=off'],
    });
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATABASE_URL: postgres.url,
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/../e2e/agents`,
      },
    });
    api = await ContractFetch.of(server.url);
  }, 120_000);
  afterAll(async () => {
    await server.process.stop('SIGKILL');
    await postgres.remove();
    disk.unmount();
  });

  it('refuses with 503 and takes nothing by halves; works again when there is room', async () => {
    expect((await send('before')).status).toBe(200);
    disk.fill();
    let n = 0;
    const refused = await eventually(
      () => send(`full-${String((n += 1))}`, 'x'.repeat(100_000)),
      ({ status }) => status !== 200,
    );
    expect(refused).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
    expect(JSON.stringify(refused.body)).not.toMatch(/No space|base\/|pg_wal/);
    disk.free();
    const accepted = await eventually(
      () => send('after'),
      ({ status }) => status === 200,
    );
    expect(accepted).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect((await api.call(`/api/v1/conversations/full-${String(n)}`)).status).toBe(404);
    expect((await api.call('/api/v1/health')).status).toBe(200);
  }, 120_000);
});
