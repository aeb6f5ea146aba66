import { Client, Pool } from 'pg';
import type { Logger } from '../observe/logger.js';
import { sayAtMost } from '../queue/say-at-most.js';
import type { EventBridge } from './event-channel.js';

/** NOTIFY takes 8,000 bytes; several events share one, separated by a byte that JSON never holds. */
const maxBytes = 7_900;
const separator = '\u001e';

/** A lost connection is tried again after so long. */
const reconnectMs = 500;

/** Events through NOTIFY: one connection that listens, one that speaks. */
export function openPostgresBridge(
  url: string,
  channel: string,
  deliver: (text: string) => void,
  log: Logger,
): EventBridge {
  const say = sayAtMost(log, 'Events between processes are interrupted; followers poll instead.');
  const hearer = new Hearer(url, channel, deliver, say);
  const speaker = new Speaker(url, channel, say);
  return {
    send: (text) => {
      speaker.send(text);
    },
    close: async () => {
      await Promise.all([hearer.close(), speaker.close()]);
    },
  };
}

/** Collects the events of a tick into as few notifications as they fit in. */
class Speaker {
  private readonly pool: Pool;
  private waiting: string[] = [];

  constructor(
    url: string,
    private readonly channel: string,
    private readonly say: (error: Error) => void,
  ) {
    this.pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 2_000 });
    this.pool.on('error', say);
  }

  send(text: string): void {
    if (this.waiting.push(shorten(text)) > 1) return;
    setImmediate(() => {
      this.flush();
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private flush(): void {
    const payloads = pack(this.waiting);
    this.waiting = [];
    for (const payload of payloads) {
      this.pool.query('select pg_notify($1, $2)', [this.channel, payload]).catch(this.say);
    }
  }
}

class Hearer {
  private client: Client | undefined;
  private isClosed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly deliver: (text: string) => void,
    private readonly say: (error: Error) => void,
  ) {
    void this.connect();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, keepAlive: true });
    this.client = client;
    client.on('notification', ({ payload = '' }) => {
      for (const text of payload.split(separator)) this.deliver(text);
    });
    client.on('error', this.say);
    client.once('end', () => {
      this.tryAgain();
    });
    try {
      await client.connect();
      await client.query(`listen "${this.channel}"`);
    } catch (error) {
      this.say(error instanceof Error ? error : new Error(String(error)));
      await client.end().catch(() => undefined);
      this.tryAgain();
    }
  }

  private tryAgain(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), reconnectMs);
  }
}

/** What is too large for a notification becomes a stub: look at the database. */
function shorten(text: string): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const { from, topic } = JSON.parse(text) as { from: string; topic: string };
  return JSON.stringify({ from, topic, event: null });
}

function pack(texts: readonly string[]): string[] {
  const payloads: string[] = [];
  let payload = '';
  for (const text of texts) {
    const joined = payload === '' ? text : payload + separator + text;
    if (payload !== '' && Buffer.byteLength(joined) > maxBytes) {
      payloads.push(payload);
      payload = text;
    } else {
      payload = joined;
    }
  }
  return payload === '' ? payloads : [...payloads, payload];
}
