import type { Statement, Tx } from '#platform';

/**
 * By what Postgres knows: no table is read. Where it never counted there are a few pages only, or none. As the planner does,
 * the rows that it counted grow with the pages.
 */
const readTables: Statement = {
  name: 'storage.tables',
  text: `
    select c.relname as name, pg_table_size(c.oid)::float8 as table_bytes,
      pg_indexes_size(c.oid)::float8 as index_bytes,
      case when pg_relation_size(c.oid) = 0 then 0 when c.relpages > 0 and c.reltuples >= 0
        then round(c.reltuples::float8 / c.relpages
          * (pg_relation_size(c.oid) / current_setting('block_size')::int)) end as estimate
    from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace`,
};

const readAll: Statement = {
  name: 'storage.totals',
  text: `
    select pg_database_size(current_database())::float8 as database_bytes,
      (select coalesce(sum(used_bytes), 0) from artifact_room)::float8 as artifact_bytes`,
};

/** How large a table is. */
export interface TableSize extends Record<string, unknown> {
  readonly name: string;
  readonly table_bytes: number;
  readonly index_bytes: number;
  /** Rows. `null`: nobody has counted them yet. */
  readonly estimate: number | null;
}

/** How large everything is. */
export interface Totals extends Record<string, unknown> {
  readonly database_bytes: number;
  readonly artifact_bytes: number;
}

export async function readTableSizes(tx: Tx): Promise<TableSize[]> {
  return tx.rows<TableSize>(readTables);
}

export async function readTotals(tx: Tx): Promise<Totals> {
  const [row] = await tx.rows<Totals>(readAll);
  return row ?? { database_bytes: 0, artifact_bytes: 0 };
}

/** Counts the rows of a table that nobody has counted yet, up to so many. `table`: a name of ours. */
export async function countFew(tx: Tx, table: string, most: number): Promise<number> {
  const text = `select count(*)::int as count from (select from ${table} limit $1) few`;
  const [row] = await tx.rows<{ count: number }>({ name: `storage.few-${table}`, text }, [most]);
  return row?.count ?? 0;
}
