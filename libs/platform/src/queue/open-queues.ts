import type { Logger } from '../observe/logger.js';
import { BellRinger, type NearTaker } from './bell-ringer.queue.js';
import { BellWorkers, type BellHandler } from './bell-workers.queue.js';
import { openPostgresGround } from './postgres-ground.js';
import { arrivals, laneOf, type Lane } from './queue-names.js';
import { openRedisGround } from './redis-ground.js';

export interface QueueSettings {
  /** Absent: Postgres rings. */
  readonly redisUrl?: string | undefined;
  /** A real Postgres or the embedded one. */
  readonly databaseUrl: string;
  /** Servers that share a Redis are told apart by it. Those that share a database are one server. */
  readonly prefix: string;
  /** Lanes before capabilities share them. */
  readonly maxLanes: number;
  /** No other process hears or rings: its own bells need no queue (ADR-0028). @default false */
  readonly isAlone?: boolean;
  readonly log: Logger;
}

/** How the doorbells are. */
interface QueueHealth {
  /** `failing`: mail is accepted and found by the sweeper, only later. */
  readonly ringing: 'ok' | 'failing';
  /** Attempts to ring that failed since the start. */
  readonly failedAttempts: number;
  /** What is wrong with the server of the queues although it answers. */
  readonly notes: readonly string[];
}

/** The doorbells of one process, whatever they stand on. */
export interface Queues {
  readonly ringer: BellRinger;
  /** The lane where mail arrives, whatever its capability. */
  readonly arrivals: Lane;
  /** The lane of a capability, when so many capabilities exist; `passedOn`: see `laneOf`. */
  laneOf(capability: string | undefined, capabilities: number, passedOn?: boolean): Lane;
  /**
   * Workers that hand bells to `handler`, at most `concurrency` at a time. Picky ones answer only what belongs
   * to a lane that they listen to.
   */
  openWorkers(handler: BellHandler, concurrency: number, isPicky?: boolean): BellWorkers;
  /** Resolves when the queue's server answers. */
  ping(): Promise<void>;
  /** What is known without asking the server. */
  health(): QueueHealth;
  /** Closes workers that are still open, without waiting for their handlers, and the ringer. */
  close(): Promise<void>;
}

/**
 * Opens the queues on Redis or on Postgres. Redis may be away: it is waited for two seconds, and
 * used when it comes. Postgres may not.
 */
export async function openQueues(settings: QueueSettings): Promise<Queues> {
  const { redisUrl, databaseUrl, maxLanes, isAlone = false, log } = settings;
  const ground =
    redisUrl === undefined
      ? await openPostgresGround(databaseUrl, settings)
      : await openRedisGround(redisUrl, settings);
  const opened: BellWorkers[] = [];
  const near: NearTaker = (lane, ids) => opened.some((workers) => workers.take(lane, ids));
  const ringer = new BellRinger(ground, log, isAlone ? near : undefined);
  return {
    ...{ ringer, arrivals },
    laneOf: (capability, capabilities, passedOn) =>
      laneOf(capability, capabilities, maxLanes, passedOn),
    openWorkers: (handler, concurrency, isPicky = false) => {
      const workers = new BellWorkers({
        ...{ ground, handler, concurrency, isPicky, isAlone, log },
        handBack: (rings) => void ringer.ring(rings),
      });
      opened.push(workers);
      return workers;
    },
    ping: () => ground.ping(),
    health: () => ({
      ringing: ringer.isHealthy ? 'ok' : 'failing',
      failedAttempts: ringer.failedAttempts,
      notes: ground.notes,
    }),
    close: async () => {
      await Promise.all([...opened.map((workers) => workers.close(0)), ringer.close()]);
      await ground.close();
    },
  };
}
