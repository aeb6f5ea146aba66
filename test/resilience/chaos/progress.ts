import { Client } from 'pg';
import type { Ledger } from '../kit/ledger.js';

/** One look at how far things have come. */
interface Look {
  readonly at: number;
  readonly accepted: number;
  /** Messages that a turn has ended; unknown while Postgres is away. */
  readonly handled: number | undefined;
}

/** How long nothing moved, at worst. Milliseconds. */
export interface Standstill {
  readonly accepting: number;
  readonly handling: number;
}

const everyMs = 500;
const count = 'select coalesce(sum(last_seq - pending), 0)::float8 as handled from mailboxes';

/** Watches that messages are accepted and handled also while faults hold, not only afterwards. */
export class Progress {
  private readonly looks: Look[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly ledger: Ledger,
    private readonly onLook: (look: Look) => void = () => undefined,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      if (this.isLooking) return;
      this.isLooking = true;
      void this.look().finally(() => {
        this.isLooking = false;
      });
    }, everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  standstill(): Standstill {
    return {
      accepting: longestPause(this.looks, ({ accepted }) => accepted),
      handling: longestPause(
        this.looks.filter(({ handled }) => handled !== undefined),
        ({ handled }) => handled ?? 0,
      ),
    };
  }

  private async look(): Promise<void> {
    const accepted = this.ledger.acknowledged.length;
    const handled = await this.countHandled();
    const look = { at: performance.now(), accepted, handled };
    this.looks.push(look);
    this.onLook(look);
  }

  private async countHandled(): Promise<number | undefined> {
    const client = new Client({
      connectionString: this.databaseUrl,
      connectionTimeoutMillis: 1_000,
      query_timeout: 2_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<{ handled: number }>(count)).rows[0]?.handled;
    } catch {
      return undefined;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** The longest time in which a figure did not grow. */
function longestPause(looks: readonly Look[], figure: (look: Look) => number): number {
  let longest = 0;
  let [last] = looks;
  for (const look of looks) {
    if (last === undefined || figure(look) <= figure(last)) continue;
    longest = Math.max(longest, look.at - last.at);
    last = look;
  }
  return Math.round(longest);
}
