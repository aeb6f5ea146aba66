import type { Statement, Tx } from '#platform';

/**
 * Whatever the webhook wants that happened since then and did not get through, whether it was given up or never
 * queued because the webhook was disabled. Conversations that were quiet since are not looked into.
 */
const recoverEvents: Statement = {
  name: 'deliveries.recover-events',
  text: `
    insert into webhook_deliveries as d
      (id, workspace_id, webhook_id, type, conversation_id, event_seq, created_at)
    select 'whd-' || gen_random_uuid(), e.workspace_id, w.id, e.type, e.conversation_id, e.seq, e.at
    from webhooks w
    join conversations c on c.workspace_id = w.workspace_id and c.last_activity_at >= $3
    join events e on e.workspace_id = c.workspace_id and e.conversation_id = c.id
      and e.at >= $3 and e.type = any(w.log_types)
    where w.workspace_id = $1 and w.id = $2
      and webhook_wants(w, e.conversation_id, e.message_id)
    order by e.at
    on conflict (webhook_id, conversation_id, event_seq) do update
      set status = 'waiting', attempts = 0, settled_at = null, next_at = now()
      where d.status = 'failed'
    returning d.id`,
};

/** What happened to no conversation (a batch that ended, a webhook that was disabled) and was given up. */
const repeatNotices: Statement = {
  name: 'deliveries.repeat-notices',
  text: `
    update webhook_deliveries d set status = 'waiting', attempts = 0, settled_at = null, next_at = now()
    from webhooks w
    where w.workspace_id = $1 and w.id = $2 and d.webhook_id = w.id and d.type = any(w.log_types)
      and d.event_seq is null and d.created_at >= $3 and d.status = 'failed'
    returning d.id`,
};

/** Batches that ended while the webhook was disabled: nothing was queued of them. */
const recoverBatches: Statement = {
  name: 'deliveries.recover-batches',
  text: `
    insert into webhook_deliveries (id, workspace_id, webhook_id, type, data, created_at)
    select 'whd-' || gen_random_uuid(), w.workspace_id, w.id, 'batch.completed',
      jsonb_build_object('batch_id', b.id, 'accepted', b.accepted, 'refused', b.refused, 'hops', b.hops),
      b.completed_at
    from webhooks w
    join batches b on b.workspace_id = w.workspace_id and b.completed_at >= $3
    where w.workspace_id = $1 and w.id = $2 and 'batch.completed' = any(w.log_types)
      and not exists (
        select from webhook_deliveries d
        where d.webhook_id = w.id and d.type = 'batch.completed' and d.data ->> 'batch_id' = b.id)
    order by b.completed_at
    returning id`,
};

/** Gives how many are made now. */
export async function recoverDeliveries(tx: Tx, webhookId: string, since: Date): Promise<number> {
  let queued = 0;
  for (const statement of [recoverEvents, repeatNotices, recoverBatches])
    queued += (await tx.rows(statement, [tx.caller.workspace, webhookId, since])).length;
  return queued;
}
