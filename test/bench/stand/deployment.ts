import { join } from 'node:path';
import { packageRoot } from '#platform';
import { modes, untouched } from '../../support/grounds.js';
import {
  ServerUnderTest,
  type RunningServer,
  type StartOptions,
} from '../../support/server-under-test.js';
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

/** How one process is started: its name here, and what is told to it. */
type Launch = readonly [name: string, options: StartOptions];

const turnCounts = {
  ended: /^caxton_turn_duration_seconds_count\{.*\} (\d+)$/gm,
  running: /^caxton_worker_turns_running(?:\{.*\})? (\d+)$/gm,
};

/** Caxton as one mode runs it, on data of its own. */
export class Deployment {
  private readonly started = new Map<string, RunningServer>();

  private constructor(
    private readonly launches: readonly Launch[],
    private readonly watch: PostgresWatch | undefined,
    private readonly redis: string | undefined,
    /** Where its Postgres is; empty where that runs inside. */
    readonly databaseUrl: string,
    private readonly remove: () => Promise<void> | void,
  ) {}

  /** Scale-out is an API and a worker process; the other modes are one. */
  static async start(mode: Mode, needs: Needs): Promise<Deployment> {
    const open = modes.find(([name]) => name === mode)?.[3];
    if (open === undefined) throw new Error(`There is no mode ${mode}.`);
    const { settings, remove } = await open(mode === 'embedded' ? untouched : undefined);
    const { CAXTON_DATABASE_URL: database, CAXTON_REDIS_URL: redis } = settings;
    const watch = database === undefined ? undefined : await PostgresWatch.open(database);
    const launches = launchesOf(mode, needs, { ...unlimited, ...settings, ...needs.settings });
    const deployment = new Deployment(launches, watch, redis, database ?? '', remove);
    await deployment.launch();
    return deployment;
  }

  /** Where its API answers. */
  get url(): string {
    return [...this.started.values()][0]?.url ?? '';
  }

  /** Ends all processes and starts them on the same data. Gives the seconds that the start took. */
  async restart(): Promise<number> {
    await this.halt();
    const startedAt = performance.now();
    await this.launch();
    return (performance.now() - startedAt) / 1_000;
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

  /** Turns that have ended, or that the workers hold now, as they count them. */
  async turns(which: keyof typeof turnCounts = 'ended'): Promise<number> {
    const pages = await Promise.all(
      [...this.started].map(async ([name, { metricsUrl }]) =>
        name === 'api' ? '' : (await fetch(metricsUrl)).text(),
      ),
    );
    const counts = pages.join('\n').matchAll(turnCounts[which]);
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
    await this.halt();
    await this.remove();
  }

  private async launch(): Promise<void> {
    for (const [name, options] of this.launches) {
      this.started.set(name, await ServerUnderTest.start(options));
    }
  }

  private async halt(): Promise<void> {
    for (const { process } of [...this.started.values()].reverse()) await process.stop();
    this.started.clear();
  }
}

function launchesOf(
  mode: Mode,
  { agents = join(packageRoot(), 'test/bench/agents'), worker = true }: Needs,
  own: Readonly<Record<string, string>>,
): Launch[] {
  const settings = { ...own, CAXTON_AGENTS_DIR: agents };
  if (mode !== 'scale-out') return [['server', { settings }]];
  const api: Launch = ['api', { settings: own, command: ['api', 'start'] }];
  return worker ? [api, ['worker', { settings, command: ['worker', 'start'] }]] : [api];
}

async function redisMicros(url: string): Promise<number> {
  const info = await readRedisInfo(url, 'cpu');
  const seconds = ['used_cpu_user', 'used_cpu_sys'].map((key) => Number(info.get(key) ?? 0));
  return seconds.reduce((sum, one) => sum + one, 0) * 1_000_000;
}
