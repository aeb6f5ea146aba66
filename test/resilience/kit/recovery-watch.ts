import { Client } from 'pg';

/** The mailboxes that a worker had in hand when it was killed. */
interface Wound {
  readonly at: string;
  readonly mailboxes: readonly string[];
}

const held = `
  select clock_timestamp()::text as at, coalesce(array_agg(b.id::text), '{}') as mailboxes
  from mailboxes b join workers w on w.id = b.lease_owner
  where w.pid = $1 and b.lease_until > clock_timestamp()`;

/** A turn is known by the message that it ended. */
const nextTurns = `
  select extract(epoch from min(started_at) - $2::timestamptz) * 1000 as took
  from messages where mailbox_id = any ($1::bigint[]) and started_at > $2::timestamptz
  group by mailbox_id`;

/** Measures how soon others go on with what a killed worker had in hand. */
export class RecoveryWatch {
  private readonly wounds: Wound[] = [];

  constructor(private readonly databaseUrl: string) {}

  /** Looks, right after a worker was killed, at what it still holds. While Postgres is away: nothing. */
  async note(pid: number): Promise<void> {
    try {
      const [row] = await this.ask<{ at: string; mailboxes: string[] }>(held, [pid]);
      if (row !== undefined) this.wounds.push(row);
    } catch {
      // A measurement that is missing harms nobody.
    }
  }

  /** When all is drained: milliseconds from the kill to the next turn, for each mailbox. */
  async read(): Promise<number[]> {
    const took: number[] = [];
    for (const { at, mailboxes } of this.wounds) {
      const rows = await this.ask<{ took: string }>(nextTurns, [mailboxes, at]);
      took.push(...rows.map((row) => Number(row.took)));
    }
    return took;
  }

  private async ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    const client = new Client({
      connectionString: this.databaseUrl,
      connectionTimeoutMillis: 1_000,
      query_timeout: 5_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
