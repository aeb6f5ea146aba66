import type { Statement, Tx } from '#platform';
import { deliveriesTopic } from '../append/event-log.repository.js';

/**
 * Of the open batches, those that were looked at longest ago; indexes batches_open and messages_pk. One with an open
 * message is left at the first of them. What webhooks are told is written with it: both or neither.
 */
const endCompleted: Statement = {
  name: 'batch.end-completed',
  text: `
    with open as (
      select workspace_id, id, not exists (
        select from unnest(b.message_ids) n(id)
        join messages m on m.workspace_id = b.workspace_id and m.id = n.id
        where m.status = 'delivered') as is_done
      from batches b where completed_at is null
      order by looked_at limit $1 for update of b skip locked),
    looked as (
      update batches b set looked_at = clock_timestamp(),
        completed_at = case when open.is_done then clock_timestamp() end
      from open where b.workspace_id = open.workspace_id and b.id = open.id
      returning b.workspace_id, b.id, b.accepted, b.refused, b.hops, open.is_done),
    told as (
      insert into webhook_deliveries (id, workspace_id, webhook_id, type, data)
      select 'whd-' || gen_random_uuid(), w.workspace_id, w.id, 'batch.completed',
        jsonb_build_object('batch_id', l.id, 'accepted', l.accepted, 'refused', l.refused,
          'hops', l.hops)
      from looked l
      join webhooks w on w.workspace_id = l.workspace_id and w.status = 'enabled'
        and 'batch.completed' = any(w.log_types)
      where l.is_done
      returning number)
    select (select count(*) from looked where is_done)::int as ended,
      (select count(*) from told)::int as told`,
};

/** Notes which open batches have ended, at most so many looked at. Gives how many. */
export async function endCompletedBatches(tx: Tx, most: number): Promise<number> {
  const [row] = await tx.rows<{ ended: number; told: number }>(endCompleted, [most]);
  if ((row?.told ?? 0) > 0) tx.announce(deliveriesTopic);
  return row?.ended ?? 0;
}
