import type { QueryResultRow } from 'pg';
import type { Caller } from './caller.js';
import type { Part } from './round-trip.js';
import type { Talk } from './talk.js';

/** SQL under a name: Postgres plans it once per connection. Names are unique in the program. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A statement with its values. */
type Call = readonly [statement: Statement, values?: readonly unknown[]];

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
  /**
   * Runs statements that need nothing of each other's answers, one after another in one round trip, and gives the rows
   * of each. When one fails, those behind it do not run.
   */
  together(calls: readonly Call[]): Promise<QueryResultRow[][]>;
  /**
   * As `together`, and commits in the same round trip: for the last statements of a transaction, whose answers cannot
   * make it fail any more. In `Database.read` there is nothing to commit.
   */
  conclude(calls: readonly Call[]): Promise<QueryResultRow[][]>;
  /** Tells those who listen to a topic that there is something to look at, once it is committed. */
  announce(topic: string): void;
}

/** Only `Database` opens a `Tx`. What is announced gathers in `topics`. */
export function openTx(caller: Caller, talk: Talk, topics: Set<string>, isTransaction = false): Tx {
  const tx = {
    caller,
    announce: (topic: string) => topics.add(topic),
    async rows<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []) {
      const [rows] = await talk.say([partOf([statement, values])]);
      return rows as Row[];
    },
    together: (calls: readonly Call[]) => talk.say(calls.map(partOf)),
    conclude: (calls: readonly Call[]) =>
      isTransaction ? talk.conclude(calls.map(partOf)) : talk.say(calls.map(partOf)),
  };
  return tx as unknown as Tx;
}

function partOf([{ name, text }, values = []]: Call): Part {
  return { name, text, values };
}
