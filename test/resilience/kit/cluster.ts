import { join } from 'node:path';
import { packageRoot } from '#platform';
import { freePort } from './free-port.js';
import { Member } from './member.js';

export interface ClusterPlan {
  readonly apis: number;
  readonly workers: number;
  /** Of every process; CAXTON_DATABASE_URL is needed. */
  readonly settings: Readonly<Record<string, string>>;
  /** Flags of Node itself; `--conditions=caxton-faults` arms the fault points. @default none */
  readonly nodeFlags?: readonly string[];
  /** Settings of one process only. */
  readonly settingsOf?: (name: string) => Readonly<Record<string, string>>;
  /** A folder for the logs. @default they are not kept */
  readonly logs?: string;
}

/** An API of a cluster, at the same address in all its lives. */
interface Api {
  readonly url: string;
  readonly member: Member;
}

/** A server that cannot be reached is given up by a start after five seconds. */
const mostStarts = 12;

/** Where the code agents of the load are. */
export const loadAgents = join(packageRoot(), 'test/resilience/agents');

/** API and worker processes over one database, as an operator runs them. */
export class Cluster {
  private constructor(
    readonly apis: readonly Api[],
    readonly workers: readonly Member[],
  ) {}

  /** Starts the first API, which migrates, then all others at once. */
  static async start(plan: ClusterPlan): Promise<Cluster> {
    const cluster = new Cluster(
      await Promise.all(count(plan.apis).map((n) => planApi(plan, n))),
      count(plan.workers).map((n) => planWorker(plan, n)),
    );
    const [first, ...others] = cluster.members;
    try {
      await first?.start();
      await Promise.all(others.map((member) => member.start()));
    } catch (error) {
      await cluster.kill();
      throw error;
    }
    return cluster;
  }

  get members(): readonly Member[] {
    return [...this.apis.map(({ member }) => member), ...this.workers];
  }

  /** The addresses of all APIs, whatever their state: clients find out for themselves. */
  get urls(): readonly string[] {
    return this.apis.map(({ url }) => url);
  }

  /** How often all processes together have logged a sentence. */
  said(sentence: string): number {
    return this.members.reduce((sum, member) => sum + member.said(sentence), 0);
  }

  /** Every process runs and is ready, after this; one that cannot start is tried again. */
  async mend(): Promise<void> {
    await Promise.all(this.members.map(mendMember));
  }

  /** Ends all processes in good order: workers first, so that answers still find their way. */
  async stop(): Promise<void> {
    for (const member of this.members) if (member.isPaused) member.signal('SIGCONT');
    await Promise.all(this.workers.map((member) => member.end('SIGTERM')));
    await Promise.all(this.apis.map(({ member }) => member.end('SIGTERM')));
  }

  async kill(): Promise<void> {
    await Promise.all(this.members.map((member) => member.end('SIGKILL')));
  }
}

async function mendMember(member: Member): Promise<void> {
  if (member.isPaused) member.signal('SIGCONT');
  for (let tries = 1; !member.isUp; tries += 1) {
    await member.end('SIGKILL');
    try {
      await member.start();
    } catch (error) {
      if (tries >= mostStarts) throw error;
    }
  }
}

async function planApi(plan: ClusterPlan, n: number): Promise<Api> {
  const port = String(await freePort());
  const member = planMember(plan, `api-${String(n)}`, ['server', 'start', '--api-only'], {
    CAXTON_PORT: port,
  });
  return { url: `http://127.0.0.1:${port}`, member };
}

function planWorker(plan: ClusterPlan, n: number): Member {
  return planMember(plan, `worker-${String(n)}`, ['worker', 'start'], {
    CAXTON_AGENTS_DIR: loadAgents,
  });
}

function planMember(
  plan: ClusterPlan,
  name: string,
  command: readonly string[],
  own: Readonly<Record<string, string>>,
): Member {
  const { settings, settingsOf = () => ({}), nodeFlags = [], logs } = plan;
  return new Member({
    name,
    command,
    nodeFlags,
    settings: { ...own, ...settings, ...settingsOf(name) },
    ...(logs === undefined ? {} : { logFile: join(logs, `${name}.log`) }),
  });
}

function count(most: number): number[] {
  return Array.from({ length: most }, (_value, index) => index + 1);
}
