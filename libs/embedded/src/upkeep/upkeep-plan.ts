/** A table's share of the last writes. */
export interface TableState {
  /** Schema and name, quoted for use in SQL. */
  readonly name: string;
  readonly live: number;
  readonly dead: number;
  readonly changed: number;
}

/** What is asked before upkeep. */
export const tableStatesSql = `
  select format('%I.%I', schemaname, relname), n_live_tup, n_dead_tup, n_mod_since_analyze
  from pg_stat_all_tables where schemaname <> 'pg_toast' and n_dead_tup + n_mod_since_analyze > 0`;

/** Transactions since the oldest one that must be remembered. */
export const ageSql = `select age(datfrozenxid) from pg_database where datname = current_database()`;

/** Far from the two thousand million at which Postgres runs out of numbers. */
const oldAge = 150_000_000;

/**
 * What autovacuum would do (Postgres documentation 24.1.6, with its defaults), one statement at a
 * time so that others get their turns in between, and a checkpoint, which lets old log go.
 */
export function planUpkeep(tables: readonly TableState[], age: number): string[] {
  if (age > oldAge) return ['vacuum (freeze, analyze)', 'checkpoint'];
  const perTable = tables.flatMap((table) => {
    if (table.dead > 50 + 0.2 * table.live) return [`vacuum (analyze) ${table.name}`];
    return table.changed > 50 + 0.1 * table.live ? [`analyze ${table.name}`] : [];
  });
  return [...perTable, 'checkpoint'];
}
