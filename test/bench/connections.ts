import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '#platform';
import { createEmptyDatabase, createQueuePrefix } from '../support/databases.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';

/**
 * `npm run bench:connections`: connections of one API and of one worker process, at rest and after a
 * burst of requests, by the number of capabilities. They are counted by the servers themselves.
 */

interface Counted {
  readonly postgres: number;
  readonly redis: number;
}

const perAgent = 20;
const burst = 200;

/** Asks a Redis, without a library, how many clients it has besides this one. */
async function countRedis(url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write('INFO clients\r\n');
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(/connected_clients:(\d+)/.exec(data.toString())?.[1]) - 1;
}

async function countPostgres(url: string): Promise<number> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

async function deploy(url: string, capabilities: number): Promise<void> {
  for (let first = 0; first < capabilities; first += perAgent) {
    const count = Math.min(perAgent, capabilities - first);
    const response = await fetch(`${url}/api/v1/agents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: `Agent${String(first)}`,
        capabilities: Array.from({ length: count }, (_, n) => `capability-${String(first + n)}`),
        system_prompt: 'Answer.',
      }),
    });
    if (!response.ok) throw new Error(`${String(response.status)}: ${await response.text()}`);
  }
}

/** Requests all at once, so that pools open what they may. */
async function load(url: string, capabilities: number): Promise<void> {
  await Promise.all(
    Array.from({ length: burst }, async (_, n) => {
      const response = await fetch(`${url}/api/v1/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          capability: `capability-${String(n % capabilities)}`,
          content: { request: 'Hello' },
          wait: '60s',
        }),
      });
      await response.text();
    }),
  );
}

async function measure(redis: string | undefined, capabilities: number): Promise<string[]> {
  const database = await createEmptyDatabase();
  const settings = {
    CAXTON_DATABASE_URL: database.url,
    CAXTON_LLM_PROVIDER: 'embedded',
    ...(redis === undefined
      ? {}
      : { CAXTON_REDIS_URL: redis, CAXTON_QUEUE_PREFIX: createQueuePrefix() }),
  };
  const base = redis === undefined ? 0 : await countRedis(redis);
  const count = async (): Promise<Counted> => ({
    postgres: await countPostgres(database.url),
    redis: redis === undefined ? 0 : (await countRedis(redis)) - base,
  });
  const started: RunningServer[] = [];
  try {
    const api = await ServerUnderTest.start({ settings, command: ['api', 'start'] });
    started.push(api);
    await deploy(api.url, capabilities);
    const alone = await count();
    started.push(await ServerUnderTest.start({ settings, command: ['worker', 'start'] }));
    const both = await count();
    await load(api.url, capabilities);
    const busy = await count();
    const show = (one: Counted): string =>
      redis === undefined ? String(one.postgres) : `${String(one.postgres)} + ${String(one.redis)}`;
    const worker = { postgres: both.postgres - alone.postgres, redis: both.redis - alone.redis };
    return [show(alone), show(worker), show(busy)];
  } finally {
    for (const { process } of started.reverse()) await process.stop();
    await database.drop();
  }
}

async function measureAll(): Promise<void> {
  const redis = process.env['CAXTON_TEST_REDIS_URL'];
  for (const [title, url] of [
    ['Postgres + Redis', redis],
    ['Postgres', undefined],
  ] as const) {
    for (const capabilities of [1, 100, 1_000]) {
      const [api, worker, busy] = await measure(url, capabilities);
      console.log(`| ${[title, String(capabilities), api, worker, busy].join(' | ')} |`);
    }
  }
}

/** Again, with real servers around it. */
async function withServers(): Promise<void> {
  const wrapper = join(packageRoot(), 'test/support/with-servers.mjs');
  const args = [wrapper, '--', process.execPath, fileURLToPath(import.meta.url)];
  const env = { ...process.env, CAXTON_BENCH_INSIDE: '1' };
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}

await (process.env['CAXTON_BENCH_INSIDE'] === '1' ? measureAll() : withServers());
