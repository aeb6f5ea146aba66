import type { Statement, Tx } from '#platform';

/** By an index on when they ended; sweepers do not wait for one another. */
const dropEnded = (table: string, endedAt: string): Statement => ({
  name: `ended.drop-${table}`,
  text: `
    with old as (
      select workspace_id, id from ${table}
      where ${endedAt} < clock_timestamp() - $1::float8 * interval '1 ms'
      order by ${endedAt} limit $2 for update skip locked)
    delete from ${table} t using old where t.workspace_id = old.workspace_id and t.id = old.id
    returning t.id`,
});

const batches = dropEnded('batches', 'completed_at');
const operations = dropEnded('conversation_operations', 'ended_at');

/** Batches whose last message ended so many milliseconds ago, some of them; their messages stay. Gives how many. */
export async function dropOldBatches(tx: Tx, retentionMs: number, most: number): Promise<number> {
  return (await tx.rows(batches, [retentionMs, most])).length;
}

/** Operations on many conversations that ended so many milliseconds ago, some of them. Gives how many. */
export async function dropOldOperations(
  tx: Tx,
  retentionMs: number,
  most: number,
): Promise<number> {
  return (await tx.rows(operations, [retentionMs, most])).length;
}
