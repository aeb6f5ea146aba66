import type { Tx } from '#platform';

/** Each by the first entry of an index: in the table, or in each workspace. Names are ours. */
const oldestOf = (table: string, column: string): string => `select min(${column}) from ${table}`;

const oldestInWorkspaces = (table: string, column: string, where = ''): string => `
  select min(o.at) from workspaces w cross join lateral (
    select t.${column} as at from ${table} t where t.workspace_id = w.id ${where}
    order by t.${column} limit 1) o`;

/** Hours of usage, along the primary key. */
const hours = `and t.span = 'hour'`;

/** Since when there are rows. `null`: there are none. */
export async function readOldest(tx: Tx, table: string, column: string): Promise<Date | null> {
  return first(tx, `storage.oldest-${table}`, oldestInWorkspaces(table, column));
}

/** When the first one began to age that has not been forgotten. `null`: there is none. */
export async function readFirst(tx: Tx, table: string, column: string): Promise<Date | null> {
  return first(tx, `storage.first-${table}`, oldestOf(table, column));
}

/** The first hour of which usage is known. */
export async function readFirstHour(tx: Tx): Promise<Date | null> {
  return first(tx, 'storage.first-hour', oldestInWorkspaces('usage_sums', 'at', hours));
}

/** Counts rows that have aged by so many milliseconds, up to so many, by the index of the column. */
export async function countAged(
  tx: Tx,
  { table, column }: { readonly table: string; readonly column: string },
  ms: number,
  most: number,
): Promise<number> {
  const text = `
    select count(*)::int as count from (
      select from ${table} where ${column} < now() - $1::float8 * interval '1 ms' limit $2) aged`;
  return count(await tx.rows({ name: `storage.aged-${table}`, text }, [ms, most]));
}

/** The same of hours of usage. */
export async function countAgedHours(tx: Tx, ms: number, most: number): Promise<number> {
  const text = `
    select count(*)::int as count from (
      select from workspaces w cross join lateral (
        select from usage_sums t where t.workspace_id = w.id ${hours}
          and t.at < now() - $1::float8 * interval '1 ms' limit $2) one
      limit $2) aged`;
  return count(await tx.rows({ name: 'storage.aged-hours', text }, [ms, most]));
}

async function first(tx: Tx, name: string, query: string): Promise<Date | null> {
  const [row] = await tx.rows<{ at: Date | null }>({ name, text: `select (${query}) as at` });
  return row?.at ?? null;
}

function count([row]: readonly Record<string, unknown>[]): number {
  return Number(row?.['count'] ?? 0);
}
