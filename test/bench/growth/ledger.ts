import type { Database } from '#platform';
import { run } from '../run.js';

/** What some work took: milliseconds, and bytes that Postgres wrote ahead. */
export interface Effort {
  readonly ms: number;
  readonly walBytes: number;
}

/** Takes the time of it, and what it writes: nobody else may write meanwhile for the second to be right. */
export async function effortOf(database: Database, work: () => Promise<unknown>): Promise<Effort> {
  const place = async (): Promise<string> => {
    const [row] = await run<{ at: string }>(
      database,
      'select pg_current_wal_insert_lsn()::text as at',
    );
    return row?.at ?? '0/0';
  };
  const from = await place();
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  const [row] = await run<{ bytes: number }>(
    database,
    'select pg_wal_lsn_diff($1::pg_lsn, $2::pg_lsn)::float8 as bytes',
    [await place(), from],
  );
  return { ms, walBytes: row?.bytes ?? 0 };
}

/** Bytes of a table with its indexes, over all its parts. */
export async function sizeOf(database: Database, table: string): Promise<number> {
  const [row] = await run<{ bytes: number }>(
    database,
    `select coalesce((select sum(pg_total_relation_size(relid)) from pg_partition_tree($1::regclass)),
       pg_total_relation_size($1::regclass))::float8 as bytes`,
    [table],
  );
  return row?.bytes ?? 0;
}
