import { formatUptime, judgeReadiness, type Health, type Readiness } from '#protocol';
import { localDeveloper, within, type Clock, type Database, type Queues } from '#platform';
import { type AgentRegistry } from '#agents';
import type { ServingWorker, WorkerRoll } from '#messaging';
import type { EmbedderHealth } from '#embeddings';
import type { DeliveryDesk } from '#webhooks';
import { lockedOut } from './judge-secrets.js';
import type { Shutdown } from '../http/shutdown.js';
import type { ServerFacts } from '../server-facts.js';

/** Longer than this a check counts as failed: the health call itself answers in time. */
const patienceMs = 800;

/** Looks at what the server stands on. */
export class HealthReport {
  constructor(
    private readonly facts: ServerFacts,
    private readonly registry: AgentRegistry,
    private readonly roll: WorkerRoll,
    private readonly ground: {
      readonly database: Database;
      readonly queues: Queues;
      readonly clock: Clock;
      /** Makes the vectors of memory. */
      readonly embedder: { readonly health: EmbedderHealth };
      readonly webhooks: Pick<DeliveryDesk, 'overdueSince'>;
      readonly shutdown: Pick<Shutdown, 'isStopping'>;
      /** Why this process can give and check no tokens. */
      readonly findFault: () => Promise<string | undefined>;
      /** Whether this process tells webhooks. */
      readonly isToldHere: boolean;
      /** Whether anybody may know how many agents there are. */
      readonly isOpen: boolean;
    },
  ) {}

  /**
   * `unhealthy` without the database; `degraded` without the queue, when messages are accepted and
   * worked off without bells, when the queue's server is set up to drop keys, when no vectors can be
   * made and memory is searched by words, when nobody tells webhooks, or a worker lacks a key for it.
   */
  async read(): Promise<Health> {
    const [agents, queue, workers, untold, locked] = await Promise.all([
      this.countAgents(),
      this.checkQueue(),
      this.lookAtWorkers(),
      this.noteUntold(),
      this.noteLocked(),
    ]);
    const { version, mode, startedAt, model } = this.facts;
    const embedder = this.ground.embedder.health;
    const notes = [
      ...[...this.ground.queues.health().notes, ...notesOn(embedder), ...untold],
      ...locked,
      ...notesOnWorkers(this.ground.isToldHere, workers),
    ];
    return {
      status: statusOf(agents !== undefined, queue && notes.length === 0),
      version,
      memory_backend: mode === 'embedded' ? 'embedded' : 'postgres',
      ...(this.ground.isOpen ? { agents_count: agents ?? 0 } : {}),
      uptime: formatUptime(this.ground.clock.now() - startedAt),
      mode,
      ...(workers === undefined ? {} : { workers: workers.length }),
      ...(model === undefined ? {} : { llm: { ...model } }),
      checks: {
        database: agents === undefined ? 'unreachable' : 'ok',
        queue: queue ? 'ok' : 'failing',
        embeddings: embedder.status,
      },
      ...(notes.length === 0 ? {} : { notes }),
    };
  }

  /** Only whether what it stands on is there, and will be. */
  async judge(): Promise<Readiness> {
    const [agents, queue, locked] = await Promise.all([
      this.countAgents(),
      this.checkQueue(),
      this.noteLocked(),
    ]);
    const checks: Readiness['checks'] = {
      database: agents === undefined ? 'unreachable' : 'ok',
      queue: queue ? 'ok' : 'failing',
      ...(locked.length === 0 ? {} : { secrets: 'locked' }),
    };
    return judgeReadiness(checks, this.ground.shutdown.isStopping ? 'stopping' : 'running');
  }

  /** One question answers two: whether Postgres is there, and how many agents. */
  private async countAgents(): Promise<number | undefined> {
    try {
      await within(this.ground.database.ping(), patienceMs);
      return (await within(this.registry.list(localDeveloper, {}, { limit: 1 }), patienceMs)).total;
    } catch {
      return undefined;
    }
  }

  private async lookAtWorkers(): Promise<readonly ServingWorker[] | undefined> {
    try {
      return await within(this.roll.serving(), patienceMs);
    } catch {
      return undefined;
    }
  }

  private async noteUntold(): Promise<string[]> {
    try {
      const since = await within(this.ground.webhooks.overdueSince(), patienceMs);
      if (since === undefined) return [];
      return [
        `Webhooks are not told since ${since.toISOString()}: no process that runs delivers. Workers need the CAXTON_KEYS of the API.`,
      ];
    } catch {
      return [];
    }
  }

  /** Anybody may ask for health: the log and the detailed health name the key. */
  private async noteLocked(): Promise<string[]> {
    try {
      const fault = await within(this.ground.findFault(), patienceMs);
      return fault === undefined
        ? []
        : [
            'No token can be given or checked here: CAXTON_KEYS is not that of the other processes.',
          ];
    } catch {
      return [];
    }
  }

  private async checkQueue(): Promise<boolean> {
    try {
      await within(this.ground.queues.ping(), patienceMs);
      return this.ground.queues.ringer.isHealthy;
    } catch {
      return false;
    }
  }
}

function notesOn({ status, reason = '' }: EmbedderHealth): string[] {
  if (status !== 'failing') return [];
  return [`Memory is searched by words, because ${reason}.`];
}

/** Which keys, only those may know who look after workers: anybody may ask for health. */
function notesOnWorkers(isToldHere: boolean, workers: readonly ServingWorker[] = []): string[] {
  const count = lockedOut(workers, isToldHere).length;
  if (count === 0) return [];
  return [
    `${String(count)} of ${String(workers.length)} workers cannot open secrets that they need: GET /api/v1/workers tells which, and of which key.`,
  ];
}

function statusOf(hasDatabase: boolean, isWell: boolean): Health['status'] {
  if (!hasDatabase) return 'unhealthy';
  return isWell ? 'healthy' : 'degraded';
}
