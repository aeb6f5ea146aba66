import { Client } from 'pg';
import type { Logger } from '../observe/logger.js';
import { endClient } from '../queue/postgres-socket.js';
import { sayAtMost } from '../queue/say-at-most.js';
import type { BridgeEars, EventBridge } from './event-channel.js';

/** All topics share one channel of the database: listeners come and go too fast for LISTEN. */
const channel = 'caxton_events';

/** A lost connection is tried again after so long, give or take half. */
const reconnectMs = 500;

/** A connection that says nothing is asked whether it lives, because only speaking shows it. */
const pulseMs = 15_000;

const connection = {
  application_name: 'caxton events',
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 5_000,
  query_timeout: 5_000,
};

/** Events through NOTIFY, over one connection that both hears and speaks. */
export class PostgresBridge implements EventBridge {
  /** NOTIFY takes less than 8,000 bytes. */
  readonly maxBytes = 7_900;
  private client: Client | undefined;
  private wasConnected = false;
  private isClosed = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly pulse: NodeJS.Timeout;
  private readonly firstAttempt: Promise<void>;
  private readonly complain: (error: Error) => void;

  constructor(
    private readonly url: string,
    private readonly ears: BridgeEars,
    log: Logger,
  ) {
    this.complain = sayAtMost(log, 'Events of other processes are not heard for now.');
    this.pulse = setInterval(() => {
      this.query('select 1', []).catch(() => undefined);
    }, pulseMs).unref();
    this.firstAttempt = this.connect();
  }

  async post(frames: readonly string[]): Promise<void> {
    // What is said while the process starts is not lost, nor worth a warning.
    await this.firstAttempt;
    const sql = 'select pg_notify($1, frame) from unnest($2::text[]) frame';
    await this.query(sql, [channel, frames]);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    clearInterval(this.pulse);
    const { client } = this;
    this.client = undefined;
    if (client !== undefined) await endClient(client);
  }

  private async query(sql: string, values: readonly unknown[]): Promise<void> {
    const { client } = this;
    if (client === undefined) throw new Error('The bridge is not connected.');
    try {
      await client.query(sql, [...values]);
    } catch (error) {
      this.lose(client, error);
      throw error;
    }
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, ...connection });
    client.on('notification', ({ payload = '' }) => {
      this.ears.hear(payload);
    });
    client.on('error', (error) => {
      this.lose(client, error);
    });
    client.on('end', () => {
      this.lose(client, new Error('The connection was closed.'));
    });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.welcome(client);
    } catch (error) {
      this.retire(client, error);
    }
  }

  private welcome(client: Client): void {
    if (this.isClosed) {
      this.retire(client);
      return;
    }
    this.client = client;
    if (this.wasConnected) this.ears.reconnected();
    this.wasConnected = true;
  }

  /** A connection can fail in several ways at once; only the first of them counts. */
  private lose(client: Client, error: unknown): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.retire(client, error);
  }

  private retire(client: Client, error?: unknown): void {
    if (error !== undefined) this.complain(error instanceof Error ? error : new Error('Lost.'));
    void endClient(client);
    if (this.isClosed) return;
    clearTimeout(this.timer);
    const delay = reconnectMs * (0.5 + Math.random());
    this.timer = setTimeout(() => void this.connect(), delay);
  }
}
