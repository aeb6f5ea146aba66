import { statfs } from 'node:fs/promises';
import { formatUptime, type DetailedHealth, type PartHealth } from '#protocol';
import { within, type Clock, type Database, type Queues } from '#platform';
import type { EmbedderHealth } from '#embeddings';
import type { WorkerRoll } from '#messaging';
import type { ServerFacts } from '../server-facts.js';
import {
  judgeClock,
  judgeDisk,
  judgeEmbeddings,
  judgeMigrations,
  judgeQueue,
  judgeWorkers,
  worstOf,
} from './judge-parts.js';
import { judgeSecrets, lockedOut } from './judge-secrets.js';

/** Longer than this a part counts as not answering. */
const patienceMs = 800;

/** What is looked at. */
export interface Grounds {
  readonly database: Pick<Database, 'examine'>;
  readonly queues: Pick<Queues, 'ping' | 'ringer' | 'health'>;
  readonly embedder: { readonly health: EmbedderHealth };
  readonly roll: Pick<WorkerRoll, 'serving'>;
  readonly findFault: () => Promise<string | undefined>;
  /** Whether this process tells webhooks. */
  readonly isToldHere: boolean;
  readonly clock: Pick<Clock, 'now'>;
  readonly dataDir: string;
}

/** Looks at each part that the server stands on, and says what to do about those that are not well. */
export class DetailedReport {
  constructor(
    private readonly facts: Pick<ServerFacts, 'version' | 'startedAt' | 'mode'>,
    private readonly grounds: Grounds,
  ) {}

  async read(): Promise<DetailedHealth> {
    const [ofDatabase, queue, ofWorkers, disk] = await Promise.all([
      this.lookAtDatabase(),
      this.lookAtQueue(),
      this.lookAtWorkers(),
      this.lookAtDisk(),
    ]);
    const { status, reason } = this.grounds.embedder.health;
    const embeddings = judgeEmbeddings(status, reason);
    const components = { ...ofDatabase, queue, embedding_model: embeddings, ...ofWorkers, disk };
    return {
      status: worstOf(Object.values(components)),
      version: this.facts.version,
      uptime: formatUptime(this.grounds.clock.now() - this.facts.startedAt),
      components,
    };
  }

  /** One look tells of the database, its schema and its clock; without it nothing is known of them. */
  private async lookAtDatabase(): Promise<Record<string, PartHealth>> {
    try {
      const began = performance.now();
      const seen = await within(this.grounds.database.examine(), patienceMs);
      const took = Math.round(performance.now() - began);
      return {
        database: { status: 'healthy', detail: `Postgres answers in ${String(took)} ms.` },
        migrations: judgeMigrations(seen.migrations),
        clock: judgeClock(seen.clockAheadMs),
      };
    } catch {
      const detail = `Postgres does not answer within ${String(patienceMs)} ms.`;
      const remedy = 'See that CAXTON_DATABASE_URL can be reached, and what holds it up.';
      return { database: { status: 'unhealthy', detail, remedy } };
    }
  }

  private async lookAtQueue(): Promise<PartHealth> {
    const { queues } = this.grounds;
    const answers = await within(queues.ping(), patienceMs).then(
      () => true,
      () => false,
    );
    return judgeQueue(answers && queues.ringer.isHealthy, queues.health().notes);
  }

  /** Without the database nothing is known of them, and nobody is told to start one. */
  private async lookAtWorkers(): Promise<Record<string, PartHealth>> {
    try {
      const { roll, findFault, isToldHere } = this.grounds;
      const looks = Promise.all([roll.serving(), findFault()]);
      const [running, fault] = await within(looks, patienceMs);
      const workers = lockedOut(running, isToldHere);
      return { workers: judgeWorkers(running.length), secrets: judgeSecrets({ fault, workers }) };
    } catch {
      return {};
    }
  }

  private async lookAtDisk(): Promise<PartHealth> {
    const { dataDir } = this.grounds;
    const found = await statfs(dataDir).catch(() => undefined);
    const disk = found && { free: found.bavail * found.bsize, size: found.blocks * found.bsize };
    return judgeDisk(disk, dataDir, this.facts.mode === 'embedded');
  }
}
