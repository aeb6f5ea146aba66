import type { ClientBase, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
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
  /** For TypeORM's simple finds and saves. */
  readonly manager: EntityManager;
  /** Runs one prepared statement and gives its rows. */
  rows<Row extends QueryResultRow>(
    statement: Statement,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** Only `Database` opens a `Tx`. */
export function openTx(caller: Caller, manager: EntityManager, client: ClientBase): Tx {
  const tx = {
    caller,
    manager,
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
