import { join } from 'node:path';
import { packageRoot } from '#platform';
import { modes, untouched } from '../../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../../support/server-under-test.js';
import type { Ground } from '../grounds.js';
import type { Used } from './costs.js';
import { PostgresWatch } from './postgres-figures.js';
import { familyOf, readProcesses, residentMegabytes } from './processes.js';
import { readRedisInfo } from './redis-info.js';

export type Mode = Ground['mode'];

/** What a scenario wants to be there. */
export interface Needs {
  readonly settings?: Readonly<Record<string, string>>;
  /** Folder of the code agents. @default those of the benchmark */
  readonly agents?: string;
  /** Whether workers run. Where API and worker are one process they always do. @default true */
  readonly worker?: boolean;
}

/** Limits that protect a server from its clients would measure themselves; `overload` sets them again. */
const unlimited = {
  CAXTON_RATE_LIMIT: '0',
  CAXTON_RATE_LIMIT_WORKSPACE: '0',
  CAXTON_RATE_LIMIT_ADDRESS: '0',
  CAXTON_MAX_BACKLOG: '0',
  CAXTON_MAX_CAPABILITY_BACKLOG: '0',
  CAXTON_MAX_AGENTS: '0',
  CAXTON_MAX_CAUSED_MESSAGES: '1000000',
  CAXTON_LLM_PROVIDER: 'embedded',
  CAXTON_EMBEDDING_PROVIDER: 'none',
};

/** Caxton as one mode runs it, on data of its own. */
export class Deployment {
  private constructor(
    private readonly started: ReadonlyMap<string, RunningServer>,
    private readonly watch: PostgresWatch | undefined,
    private readonly redis: string | undefined,
    readonly url: string,
    private readonly remove: () => Promise<void> | void,
  ) {}

  /** Scale-out is an API and a worker process; the other modes are one. */
  static async start(mode: Mode, needs: Needs): Promise<Deployment> {
    const open = modes.find(([name]) => name === mode)?.[3];
    if (open === undefined) throw new Error(`There is no mode ${mode}.`);
    const { settings: ground, remove } = await open(mode === 'embedded' ? untouched : undefined);
    const agents = needs.agents ?? join(packageRoot(), 'test/bench/agents');
    const own = { ...unlimited, ...ground, ...needs.settings };
    const withAgents = { ...own, CAXTON_AGENTS_DIR: agents };
    const started = new Map<string, RunningServer>();
    const { CAXTON_DATABASE_URL: database, CAXTON_REDIS_URL: redis } = ground;
    if (mode === 'scale-out') {
      started.set('api', await ServerUnderTest.start({ settings: own, command: ['api', 'start'] }));
      if (needs.worker !== false) {
        const command = ['worker', 'start'];
        started.set('worker', await ServerUnderTest.start({ settings: withAgents, command }));
      }
    } else {
      started.set('server', await ServerUnderTest.start({ settings: withAgents }));
    }
    const watch = database === undefined ? undefined : await PostgresWatch.open(database);
    const url = [...started.values()][0]?.url ?? '';
    return new Deployment(started, watch, redis, url, remove);
  }

  /** What all of it has used so far. */
  async used(): Promise<Used> {
    const all = readProcesses();
    const cpu = [...this.started].map(([name, { process }]): [string, number] => [
      name,
      familyOf(process.pid, all).reduce((sum, pid) => sum + (all.get(pid)?.cpuMicros ?? 0), 0),
    ]);
    const redis = this.redis === undefined ? [] : [['redis', await redisMicros(this.redis)]];
    return {
      cpuMicros: Object.fromEntries([...cpu, ...redis]) as Record<string, number>,
      postgres: await this.watch?.read(),
    };
  }

  /** Resident memory of our own processes together, in megabytes. */
  residentMegabytes(): number {
    const pids = [...this.started.values()].map(({ process }) => process.pid);
    return pids.reduce((sum, pid) => sum + residentMegabytes(pid), 0);
  }

  /** Turns that have ended, as the workers count them. */
  async turns(): Promise<number> {
    const pages = await Promise.all(
      [...this.started].map(async ([name, { metricsUrl }]) =>
        name === 'api' ? '' : (await fetch(metricsUrl)).text(),
      ),
    );
    const counts = pages.join('\n').matchAll(/^caxton_turn_duration_seconds_count\{.*\} (\d+)$/gm);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** Asks the API. Thrown when it does not answer with a success. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  async stop(): Promise<void> {
    await this.watch?.close();
    for (const { process } of [...this.started.values()].reverse()) await process.stop();
    await this.remove();
  }
}

async function redisMicros(url: string): Promise<number> {
  const info = await readRedisInfo(url, 'cpu');
  const seconds = ['used_cpu_user', 'used_cpu_sys'].map((key) => Number(info.get(key) ?? 0));
  return seconds.reduce((sum, one) => sum + one, 0) * 1_000_000;
}
