import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { Client } from 'pg';
import { packageRoot } from '#platform';
import { readRedisInfo } from './redis-info.js';

/** What was measured on. */
export interface Machine {
  readonly at: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly node: string;
  readonly postgres: string;
  readonly redis: string;
  /** Before anything was measured: 1, 5 and 15 minutes. More than a tenth of the cores is others' work. */
  readonly load: readonly number[];
  readonly commit: string;
}

export async function describeMachine(): Promise<Machine> {
  const { CAXTON_TEST_DATABASE_URL: postgres, CAXTON_TEST_REDIS_URL: redis } = process.env;
  return {
    at: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: postgres ? await describePostgres(postgres) : 'none',
    redis: redis ? ((await readRedisInfo(redis, 'server')).get('redis_version') ?? '') : 'none',
    load: loadavg().map((value) => Math.round(value * 100) / 100),
    commit: readCommit(),
  };
}

const settings = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
];

async function describePostgres(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from unnest($1::text[]) as name',
    [settings],
  );
  await client.end();
  return rows
    .map(({ name, value }) => (name === 'server_version' ? value : `${name} ${value}`))
    .join(', ');
}

/** The commit of this build, marked when files differ from it. */
export function readCommit(): string {
  try {
    const words = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'];
    return execFileSync('git', words, { cwd: packageRoot(), encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
