import type { QueryRunner } from 'typeorm';

/** It keeps nobody waiting while it waits for transactions that are older, such as a dump. */
const patience = `set lock_timeout = '30s'`;

const findIndex = `
  select i.indisvalid as "isValid" from pg_index i where i.indexrelid = to_regclass($1)`;

/**
 * Builds an index while everybody reads and writes; for a migration that says `transaction = false`. What an attempt left
 * behind that was broken off is no index: it is removed, and built anew. One that is there already stays.
 * @param on table and columns, as `create index` takes them
 */
export async function buildConcurrently(
  runner: QueryRunner,
  name: string,
  on: string,
): Promise<void> {
  await runner.query(patience);
  try {
    const [found] = (await runner.query(findIndex, [name])) as { isValid: boolean }[];
    if (found?.isValid === false) await runner.query(`drop index concurrently ${name}`);
    await runner.query(`create index concurrently if not exists ${name} on ${on}`);
  } finally {
    await runner.query('reset lock_timeout');
  }
}
