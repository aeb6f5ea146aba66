import type { Logger } from '../observe/logger.js';
import { BellRinger } from './bell-ringer.queue.js';
import { BellWorkers, type BellHandler } from './bell-workers.queue.js';
import { openPostgresGround, openRedisGround } from './queue-ground.js';
import { laneOf, type Lane } from './queue-names.js';

export interface QueueSettings {
  /** Absent: Postgres rings. */
  readonly redisUrl?: string | undefined;
  readonly databaseUrl: string;
  readonly prefix: string;
  /** Lanes before capabilities share them. */
  readonly maxLanes: number;
  readonly log: Logger;
}

/** The doorbells of one process, whatever they stand on. */
export interface Queues {
  readonly ringer: BellRinger;
  /** The lane of a capability, when so many capabilities exist. */
  laneOf(capability: string | undefined, capabilities: number): Lane;
  /** Workers that hand bells to `handler`, at most `concurrency` at a time and lane. */
  openWorkers(handler: BellHandler, concurrency: number): BellWorkers;
  /** Resolves when the queue's server answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A lane on Postgres keeps one connection of it for LISTEN, and a Postgres has a hundred as it
 * comes; so there capabilities share lanes earlier.
 */
const maxPostgresLanes = 16;

/** Opens the queues on Redis or on Postgres. */
export async function openQueues(settings: QueueSettings): Promise<Queues> {
  const { redisUrl, databaseUrl, log } = settings;
  const maxLanes =
    redisUrl === undefined ? Math.min(settings.maxLanes, maxPostgresLanes) : settings.maxLanes;
  const ground =
    redisUrl === undefined
      ? await openPostgresGround(databaseUrl, maxLanes, settings)
      : await openRedisGround(redisUrl, settings);
  const ringer = new BellRinger(ground, log);
  return {
    ringer,
    laneOf: (capability, capabilities) => laneOf(capability, capabilities, maxLanes),
    openWorkers: (handler, concurrency) => new BellWorkers(ground, handler, concurrency, log),
    ping: () => ground.ping(),
    close: async () => {
      await ringer.close();
      await ground.close();
    },
  };
}
