import { createHash } from 'node:crypto';
import { systemCaller, type Database } from '#platform';

/** Runs any statement, as a transaction of its own. */
export async function run<Row extends Record<string, unknown>>(
  database: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const name = `bench.${createHash('sha1').update(text).digest('hex')}`;
  return database.read(systemCaller, (tx) => tx.rows<Row>({ name, text }, values));
}
