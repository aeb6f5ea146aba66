import { migrations } from './migrations/index.js';
import type { Statement, Tx } from './tx.js';

const readClock: Statement = {
  name: 'examine.clock',
  text: `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
};

const readMigrations: Statement = {
  name: 'examine.migrations',
  text: 'select name from migrations',
};

/** How Postgres stands to this process. */
export interface Examination {
  /** Milliseconds that its clock is ahead of ours. */
  readonly clockAheadMs: number;
  /** Steps of the schema that it lacks, and those that a newer version has taken. */
  readonly migrations: { readonly lacking: readonly string[]; readonly unknown: readonly string[] };
}

export async function examine(tx: Tx): Promise<Examination> {
  const asked = Date.now();
  const [clock] = await tx.rows<{ now: number }>(readClock);
  const between = (asked + Date.now()) / 2;
  const known = migrations.map(({ name }) => name);
  const taken = (await tx.rows<{ name: string }>(readMigrations)).map(({ name }) => name);
  return {
    clockAheadMs: (clock?.now ?? between) - between,
    migrations: {
      lacking: known.filter((name) => !taken.includes(name)),
      unknown: taken.filter((name) => !known.includes(name)),
    },
  };
}
