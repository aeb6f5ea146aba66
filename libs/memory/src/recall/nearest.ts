import type { Caller, Database } from '#platform';
import { findByIndex, findExactly, type Outlook } from './near.repository.js';
import type { QueryVector, RecalledEntity, RecallQuery } from './recall-query.js';

/**
 * The nearest entities in the places of a query, as near as it wants them. Exact where little is
 * compared; by the index where there is much, and exact all the same where the index cannot tell.
 */
export async function findNearest(
  database: Database,
  caller: Caller,
  query: RecallQuery,
  near: QueryVector,
  outlook: Outlook,
): Promise<RecalledEntity[]> {
  const found = outlook.many
    ? await database.transaction(caller, (tx) => findByIndex(tx, query, near, outlook))
    : undefined;
  return found ?? database.read(caller, (tx) => findExactly(tx, query, near));
}
