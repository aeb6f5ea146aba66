import type { ClientBase, QueryResult, QueryResultRow } from 'pg';
import { faultPoint } from '#faults';
import { inOneTrip, type Part } from './round-trip.js';

const commit: Part = { name: 'database.commit', text: 'COMMIT', isMute: true };

/**
 * What is said on a connection from when it is taken to when it is given back. What has to be said first (that a
 * transaction begins, whose rows may be seen) goes with the first statement, and the end of the transaction with its
 * last ones where it is known which they are: a wait for the network costs more than most statements.
 */
export class Talk {
  private saying: Promise<unknown> | undefined;
  private hasOpened = false;
  private ending: QueryResult | undefined;

  /** @param opening what is said before the first statement; nothing, where there is none */
  constructor(
    private readonly client: ClientBase,
    private readonly opening: readonly Part[],
  ) {}

  /** Whether what is said first was said and taken. */
  get isOpen(): boolean {
    return this.hasOpened;
  }

  /** The rows of each statement. */
  async say(parts: readonly Part[]): Promise<QueryResultRow[][]> {
    return rowsOf(await faultPoint('postgres.query', () => this.send(parts)));
  }

  /** The same, and the end of the transaction. */
  async conclude(parts: readonly Part[]): Promise<QueryResultRow[][]> {
    const results = await faultPoint('postgres.commit', () => this.send([...parts, commit]));
    this.ending = results.at(-1);
    return rowsOf(results.slice(0, -1));
  }

  /** Whether what it did stays: Postgres takes it back, without an error, where a statement had failed. */
  async commit(): Promise<boolean> {
    if (this.saying !== undefined && this.ending === undefined) {
      const [ending] = await faultPoint('postgres.commit', () => inOneTrip(this.client, [commit]));
      this.ending = ending;
    }
    return this.ending?.command === 'COMMIT';
  }

  /** Nothing is said until the opening was taken: without it, it would stand alone. */
  private async send(parts: readonly Part[]): Promise<QueryResult[]> {
    if (this.saying !== undefined && !this.hasOpened) await this.saying.catch(() => undefined);
    if (this.hasOpened) return inOneTrip(this.client, parts);
    const first = inOneTrip(this.client, [...this.opening, ...parts]);
    this.saying = first;
    const results = await first;
    this.hasOpened = true;
    return results.slice(this.opening.length);
  }
}

function rowsOf(results: readonly QueryResult[]): QueryResultRow[][] {
  return results.map(({ rows }) => rows as QueryResultRow[]);
}
