import type { BackendFactory, ConnectionOptions } from 'bullmq';

/** Connections for one side of the queues, as BullMQ wants them. */
export interface QueueLink {
  readonly connection: ConnectionOptions;
  readonly backend: BackendFactory;
  /** Cuts them, also those that BullMQ made of them, whether or not the server is there. */
  close(): Promise<void>;
}

/** What the queues stand on: Redis, or Postgres (a real one or the embedded one). */
export interface QueueGround {
  readonly prefix: string;
  /** For ringing: gives up at once when the server is away. */
  readonly producer: QueueLink;
  /** For hearing bells: waits for the server to come back, for ever. Connects anew at each call. */
  openConsumer(): QueueLink;
  /** What health should say of the server although it answers. */
  readonly notes: readonly string[];
  /** Resolves when the server answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
