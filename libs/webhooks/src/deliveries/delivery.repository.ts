import type { DeliveryAttempt } from '#protocol';
import type { Statement, Tx } from '#platform';

/** A delivery as it is kept. */
export interface Delivery {
  readonly number: string;
  readonly id: string;
  readonly webhookId: string;
  readonly type: string;
  readonly conversationId: string | undefined;
  readonly status: 'waiting' | 'delivered' | 'failed';
  readonly tries: readonly DeliveryAttempt[];
  /** Nothing while an attempt is made. */
  readonly nextAt: Date | undefined;
  readonly createdAt: Date;
  readonly settledAt: Date | undefined;
}

/** While an attempt is made, `next_at` is when it would count as lost: nobody waits for that. */
const columns = `number, id, webhook_id, type, conversation_id, status, tries, created_at, settled_at,
  case when lease is null or next_at <= now() then next_at end as next_at`;

const insertTest: Statement = {
  name: 'deliveries.insert-test',
  text: `
    insert into webhook_deliveries (id, workspace_id, webhook_id, type)
    values ('whd-' || gen_random_uuid(), $1, $2, 'webhook.test')
    returning ${columns}`,
};

/** Index webhook_deliveries_recent. */
const listDeliveries: Statement = {
  name: 'deliveries.list',
  text: `
    select ${columns} from webhook_deliveries
    where webhook_id = $2 and workspace_id = $1 and ($3::text is null or status = $3)
      and ($4::bigint is null or number < $4)
    order by number desc limit $5`,
};

const countWaiting: Statement = {
  name: 'deliveries.count-waiting',
  text: `
    select h.id, (select count(*)::int from (select from webhook_deliveries d
      where d.webhook_id = h.id and d.status = 'waiting' limit 10000) w) as waiting
    from unnest($1::text[]) as h (id)`,
};

/** It begins anew, under the id it has. One that is being made is not made twice at the same time. */
const repeatDelivery: Statement = {
  name: 'deliveries.repeat',
  text: `
    update webhook_deliveries set status = 'waiting', attempts = 0, settled_at = null,
      next_at = case when lease is null then now() else next_at end
    where workspace_id = $1 and webhook_id = $2 and id = $3
    returning ${columns}`,
};

/** Index webhook_deliveries_settled; sweepers do not wait for one another. */
const dropOld: Statement = {
  name: 'deliveries.drop-old',
  text: `
    delete from webhook_deliveries where number = any (array(
      select number from webhook_deliveries
      where settled_at < now() - $1::float8 * interval '1 ms'
      order by settled_at limit $2 for update skip locked))
    returning number`,
};

type Row = Readonly<{
  number: string;
  id: string;
  webhook_id: string;
  type: string;
  conversation_id: string | null;
  status: Delivery['status'];
  tries: DeliveryAttempt[];
  next_at: Date | null;
  created_at: Date;
  settled_at: Date | null;
}>;

const toDelivery = (row: Row): Delivery => ({
  ...{ number: row.number, id: row.id, webhookId: row.webhook_id, type: row.type },
  conversationId: row.conversation_id ?? undefined,
  ...{ status: row.status, tries: row.tries, createdAt: row.created_at },
  nextAt: row.next_at ?? undefined,
  settledAt: row.settled_at ?? undefined,
});

/** Which deliveries of a webhook are wanted: those before a number, the newest first. */
export interface WantedDeliveries {
  readonly status?: Delivery['status'] | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export async function addTestDelivery(tx: Tx, webhookId: string): Promise<Delivery> {
  const [row] = await tx.rows<Row>(insertTest, [tx.caller.workspace, webhookId]);
  if (row === undefined) throw new Error('An insert returned no row');
  return toDelivery(row);
}

export async function readDeliveries(
  tx: Tx,
  webhookId: string,
  { status, before, limit }: WantedDeliveries,
): Promise<Delivery[]> {
  const { workspace } = tx.caller;
  const values = [workspace, webhookId, status ?? null, before ?? null, limit];
  return (await tx.rows<Row>(listDeliveries, values)).map(toDelivery);
}

/** By the id of the webhook, each up to 10,000. */
export async function countWaitingDeliveries(
  tx: Tx,
  webhookIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.rows<{ id: string; waiting: number }>(countWaiting, [webhookIds]);
  return new Map(rows.map(({ id, waiting }) => [id, waiting]));
}

export async function requeueDelivery(
  tx: Tx,
  webhookId: string,
  id: string,
): Promise<Delivery | undefined> {
  const [row] = await tx.rows<Row>(repeatDelivery, [tx.caller.workspace, webhookId, id]);
  return row && toDelivery(row);
}

/** Those that were settled so many milliseconds ago, some of them. Gives how many. */
export async function dropOldDeliveries(
  tx: Tx,
  retentionMs: number,
  most: number,
): Promise<number> {
  return (await tx.rows(dropOld, [retentionMs, most])).length;
}
