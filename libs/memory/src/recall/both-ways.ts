import type { Caller, Database } from '#platform';
import { findByIndex, findExactly } from './near.repository.js';
import type { QueryVector, RecalledEntity, RecallQuery } from './recall-query.js';

/**
 * The nearest as the index finds them and as comparing everything does, wherever recall would choose only
 * one of the ways: for measuring what the index misses.
 */
export async function findBothWays(
  database: Database,
  caller: Caller,
  query: RecallQuery,
  near: QueryVector,
): Promise<{ exact: readonly RecalledEntity[]; indexed: readonly RecalledEntity[] | undefined }> {
  const exact = await database.read(caller, (tx) => findExactly(tx, query, near));
  const indexed = await database.transaction(caller, (tx) =>
    findByIndex(tx, query, near, { unsettled: true }),
  );
  return { exact, indexed };
}
