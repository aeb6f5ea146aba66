import type { ClientBase, QueryResultRow } from 'pg';
import { faultPoint } from '#faults';
import type { Caller } from './caller.js';

/** SQL under a name: Postgres plans it once per connection. Names are unique in the program. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Proof, to the compiler, that a query runs inside `Database.transaction` or `Database.read`. */
declare const opened: unique symbol;

/** An open transaction (or, from `Database.read`, a connection) and on whose behalf it works. */
export interface Tx {
  readonly [opened]: true;
  readonly caller: Caller;
  /** Runs one prepared statement and gives its rows. */
  rows<Row extends QueryResultRow>(
    statement: Statement,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** Tells those who listen to a topic that there is something to look at, once it is committed. */
  announce(topic: string): void;
}

/** Only `Database` opens a `Tx`. What is announced gathers in `topics`. */
export function openTx(caller: Caller, client: ClientBase, topics: Set<string>): Tx {
  const tx = {
    caller,
    announce: (topic: string) => topics.add(topic),
    async rows<Row extends QueryResultRow>(
      { name, text }: Statement,
      values: readonly unknown[] = [],
    ) {
      const result = await faultPoint('postgres.query', () =>
        client.query<Row>({ name, text, values: [...values] }),
      );
      return result.rows;
    },
  };
  return tx as unknown as Tx;
}
