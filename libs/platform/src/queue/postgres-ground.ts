import type { Socket } from 'node:net';
import {
  PostgresConnection,
  PostgresQueueBackend,
  runMigrations,
  type PgPool,
  type PostgresConnectionOptions,
  type QueueBaseOptions,
} from 'bullmq';
import pg from 'pg';
import type { Logger } from '../observe/logger.js';
import { socketOf } from './postgres-socket.js';
import type { QueueGround, QueueLink } from './queue-ground.js';
import { sayAtMost } from './say-at-most.js';
import { within } from './within.js';

/** Schema of BullMQ's tables; its SQL names no schema and relies on the search path. */
const schema = 'bullmq';

/** Connections that ring for all lanes, and that take and finish bells of all lanes. */
const producerConnections = 2;
const consumerConnections = 4;

/** Connections that are closed politely take no longer than this. */
const politeMs = 500;

const connection = {
  application_name: 'caxton queues',
  options: `-c search_path=${schema}`,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 5_000,
};

/**
 * A pool for ringing and one for hearing, whatever the number of lanes, plus one connection that
 * listens for all of them. BullMQ by itself takes a pool and a listener for each queue and worker,
 * and every notification then wakes every listener of every lane.
 */
export async function openPostgresGround(
  url: string,
  { prefix, log }: { readonly prefix: string; readonly log: Logger },
): Promise<QueueGround> {
  const complain = sayAtMost(log, 'The connection of the queues to Postgres failed.');
  await migrate(url);
  const pool = new CuttablePool(url, producerConnections, complain);
  const producer = openLink(pool, complain);
  return {
    prefix,
    producer,
    openConsumer: () =>
      openLink(new CuttablePool(url, consumerConnections + 1, complain), complain),
    notes: [],
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => producer.close(),
  };
}

async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, ...connection });
  await client.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    await client.end();
  }
}

/** A pool whose connections can be cut: one that waits for an answer is otherwise not closed. */
class CuttablePool extends pg.Pool {
  private readonly sockets = new Set<Socket>();

  constructor(url: string, max: number, complain: (error: Error) => void) {
    super({ connectionString: url, max, query_timeout: 10_000, ...connection });
    this.on('error', complain);
    this.on('connect', (client) => {
      // Each idle lane waits for notifications on the one client that listens.
      client.setMaxListeners(0);
      client.on('error', complain);
      this.watch(socketOf(client));
    });
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}

type PgListenClient = Awaited<ReturnType<PostgresConnection['getListenClient']>>;

/** One pool and one listener for many lanes. */
class SharedConnection extends PostgresConnection {
  private listener: PgListenClient | undefined;

  /** The schema was brought up to date before, and a failed check would be remembered for ever. */
  override waitUntilReady(): Promise<void> {
    return Promise.resolve();
  }

  /** A query that comes too late is refused; BullMQ would leave it, and its worker, hanging. */
  override get isClosing(): undefined {
    return undefined;
  }

  /** Every lane tells its listener to LISTEN, all at once; the server need hear it only once. */
  override async getListenClient(): Promise<PgListenClient> {
    const client = await super.getListenClient();
    if (this.listener !== client) client.query = once(client.query.bind(client));
    this.listener = client;
    return client;
  }
}

/** Asks once and gives everybody the same answer, unless it was an error. */
function once(query: PgListenClient['query']): PgListenClient['query'] {
  const answers = new Map<string, ReturnType<typeof query>>();
  return ((sql: string) => {
    const answer = answers.get(sql) ?? query(sql);
    answers.set(sql, answer);
    answer.catch(() => answers.delete(sql));
    return answer;
  }) as PgListenClient['query'];
}

/** A lane on the shared connection; one of its own would cost a pool and a listener. */
class LaneBackend extends PostgresQueueBackend {
  /** Ends the wait on a listener that died; the next wait listens on a new one. */
  private readonly listenAnew = (): void => {
    void this.disconnectBlocking();
    void this.reconnectBlocking();
  };

  constructor(
    private readonly shared: SharedConnection,
    lane: string,
    options: QueueBaseOptions<PostgresConnectionOptions>,
  ) {
    super(shared, lane, options, false);
    shared.on('listenerinvalidated', this.listenAnew);
  }

  override close(): Promise<void> {
    this.shared.off('listenerinvalidated', this.listenAnew);
    return Promise.resolve();
  }
}

function openLink(pool: CuttablePool, complain: (error: Error) => void): QueueLink {
  // BullMQ describes the same class in its own, narrower words.
  const shared = new SharedConnection(pool as unknown as PgPool);
  shared.setMaxListeners(0);
  shared.on('error', complain);
  return {
    connection: {},
    backend: (lane, options) =>
      new LaneBackend(shared, lane, options as QueueBaseOptions<PostgresConnectionOptions>),
    close: async () => {
      const closing = shared.close().then(() => pool.end());
      await within(closing, politeMs).catch(complain);
      pool.cut();
    },
  };
}
