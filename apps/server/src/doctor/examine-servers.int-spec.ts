import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { createReadyDatabase } from '../../../../test/support/migrated-database.js';
import { leaveOutVector } from '../../../../test/support/servers/postgres-without-vector.mjs';
import {
  createCluster,
  findPostgres,
  runPostgres,
} from '../../../../test/support/servers/postgres-server.mjs';
import { findRedis, runRedis } from '../../../../test/support/servers/redis-server.mjs';
import { RunDirectory } from '../../../../test/support/servers/run-directory.mjs';
import { startOnFreePort } from '../../../../test/support/servers/server-process.mjs';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { examineDatabase } from './examine-database.js';
import { examineRedis } from './examine-redis.js';
import type { Finding } from './finding.js';
import { readEnv } from '#platform';

const faultsOf = (found: readonly Finding[]): readonly Finding[] =>
  found.filter(({ level }) => level !== 'ok');
const look = (url: string): Promise<Finding[]> =>
  examineDatabase(url, readEnv({ CAXTON_DATABASE_URL: url }));

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

describeWith(['postgres'], 'the doctor, of Postgres', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createReadyDatabase();
  });
  afterEach(() => database.drop());

  it('finds nothing in the way of one that is ready, or still empty', async () => {
    const found = await look(database.url);
    expect(faultsOf(found)).toEqual([]);
    expect(found.map(({ check }) => check)).toEqual([
      ...['database', 'pgvector', 'migrations', 'clock'],
    ]);
    const empty = await createEmptyDatabase();
    expect(faultsOf(await look(empty.url))).toEqual([]);
    await empty.drop();
  });

  it('finds a schema that is behind this version, or ahead of it', async () => {
    await run(
      database.url,
      'delete from migrations where name = (select max(name) from migrations)',
    );
    expect(faultsOf(await look(database.url))).toMatchObject([
      {
        check: 'migrations',
        level: 'warning',
        message: expect.stringContaining('1 step behind') as string,
      },
    ]);
    await run(
      database.url,
      "insert into migrations (timestamp, name) values (9999999999999, 'Later')",
    );
    expect(faultsOf(await look(database.url))).toMatchObject([
      {
        check: 'migrations',
        message: expect.stringContaining('newer than this version') as string,
      },
    ]);
  });

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'hunter2'), 'refused the password'],
    ['a database that is not there', (url: URL) => (url.pathname = '/none'), 'does not exist'],
  ])('finds %s', async (_title, spoil, told) => {
    const url = new URL(database.url);
    spoil(url);
    const found = await look(url.href);
    expect(found).toMatchObject([
      { check: 'database', level: 'error', message: expect.stringContaining(told) as string },
    ]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('finds that the server has no pgvector', async () => {
    const [installed] = await findPostgres();
    if (installed === undefined)
      throw new Error('There is a URL of Postgres, but no program of it.');
    const place = new RunDirectory();
    const installation = await leaveOutVector(installed, place.path);
    const directory = join(place.path, 'postgres');
    const password = randomBytes(8).toString('hex');
    await createCluster(installation, { directory, password });
    const [server, port] = await startOnFreePort(async (free) => [
      await runPostgres(installation, { directory, port: free }),
      free,
    ]);
    place.remember(server.pid);
    const found = await look(`postgres://postgres:${password}@127.0.0.1:${String(port)}/postgres`);
    await server.stop('SIGINT');
    place.remove();
    expect(faultsOf(found)).toMatchObject([
      {
        ...{ check: 'pgvector', level: 'error' },
        message: expect.stringContaining('no pgvector') as string,
        remedy: expect.stringContaining('postgresql-NN-pgvector') as string,
      },
    ]);
  });
});

describeWith(['redis'], 'the doctor, of Redis', () => {
  it('finds nothing in the way of one that keeps its keys', async () => {
    const found = await examineRedis(serverUrl('redis'));
    expect(found.map(({ check, level }) => [check, level])).toEqual([
      ['redis', 'ok'],
      ['clock', 'ok'],
    ]);
  });

  it('finds one that may drop keys, and one that takes no writes', async () => {
    const program = findRedis();
    if (program === undefined) throw new Error('There is a URL of Redis, but no program of it.');
    const place = new RunDirectory();
    const [server, url] = await startOnFreePort(async (port) => [
      await runRedis(program, { directory: place.path, port }),
      `redis://127.0.0.1:${String(port)}`,
    ]);
    place.remember(server.pid);
    const redis = new Redis(url);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const dropping = await examineRedis(url);
    await redis.replicaof('127.0.0.1', 1);
    const replica = await examineRedis(url);
    redis.disconnect();
    await server.stop('SIGTERM');
    place.remove();
    expect(faultsOf(dropping)).toMatchObject([
      {
        ...{ check: 'redis', level: 'error' },
        message: expect.stringContaining('allkeys-lru') as string,
        remedy: expect.stringContaining('maxmemory-policy noeviction') as string,
      },
    ]);
    expect(replica.map(({ message }) => message).join()).toContain('takes no writes');
  });
});
