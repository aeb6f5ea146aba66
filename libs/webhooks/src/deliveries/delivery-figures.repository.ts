import type { Statement, Tx } from '#platform';

/** What waits for the receivers of enabled webhooks. */
export interface DeliveryFigures {
  readonly waiting: number;
  /** Seconds since the oldest of them was queued; 0 when none waits. */
  readonly oldest: number;
}

/** Index webhook_deliveries_due. */
const readFigures: Statement = {
  name: 'deliveries.figures',
  text: `
    select count(*)::int as waiting,
      coalesce(extract(epoch from now() - min(d.created_at)), 0)::float8 as oldest
    from webhooks w join webhook_deliveries d on d.webhook_id = w.id and d.status = 'waiting'
    where w.status = 'enabled'`,
};

/** Due for a minute, and nobody makes any of its webhook's attempts. Index webhook_deliveries_due, one look each. */
const readOverdue: Statement = {
  name: 'deliveries.overdue',
  text: `
    select min(due.next_at) as since
    from webhooks w
    cross join lateral (
      select q.next_at from webhook_deliveries q
      where q.webhook_id = w.id and q.status = 'waiting' order by q.next_at limit 1
    ) due
    where w.status = 'enabled' and due.next_at < now() - interval '1 minute'
      and not exists (
        select from webhook_deliveries r
        where r.webhook_id = w.id and r.lease is not null and r.next_at > now())`,
};

export async function readDeliveryFigures(tx: Tx): Promise<DeliveryFigures> {
  const [row] = await tx.rows<DeliveryFigures & Record<string, unknown>>(readFigures);
  return row ?? { waiting: 0, oldest: 0 };
}

/** Since when deliveries are due that no process makes, if there are any. */
export async function readOverdueSince(tx: Tx): Promise<Date | undefined> {
  const [row] = await tx.rows<{ since: Date | null }>(readOverdue);
  return row?.since ?? undefined;
}
