import type { Clock, Database, Env, EventChannel, Logger, Queues } from '#platform';
import type { Agents } from '#agents';
import type { TextEmbedder } from '#embeddings';
import type { KeyRing } from '#secrets';
import type { McpPrograms } from '#tools';

/** What a worker stands on, opened by whoever starts it and closed by them after it stopped. */
export interface WorkerGround {
  readonly env: Env;
  readonly platform: {
    /** Where Postgres is, also when it runs inside this process. */
    readonly databaseUrl: string;
    readonly database: Database;
    readonly queues: Queues;
    readonly events: EventChannel;
    readonly log: Logger;
    readonly clock: Clock;
  };
  readonly agents: Agents;
  readonly embedder: TextEmbedder;
  /** Makes the vectors of memory. @default `embedder` */
  readonly memoryEmbedder?: TextEmbedder;
  /** MCP servers that this process runs. @default none */
  readonly programs?: McpPrograms;
  /** Opens what webhooks sign with. @default none: this worker tells no webhooks */
  readonly ring?: KeyRing | undefined;
}

export interface WorkerOptions {
  /** The only capabilities it serves, besides mail that names none. @default all */
  readonly capabilities?: readonly string[];
  /** Turns at the same time. @default CAXTON_CONCURRENCY */
  readonly concurrency?: number;
  /** Port of the API in the same process, whose examples tools may read. @default none */
  readonly ownPort?: number;
  /** Bells stay silent although mail waits: end the process. @default nothing is done */
  readonly onHopeless?: () => void;
  /** The compiled `suspect-process.js`. @default the one beside this file */
  readonly suspectEntry?: URL;
}
