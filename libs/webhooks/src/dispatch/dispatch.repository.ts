import type { DeliveryAttempt, JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { deliveriesTopic } from '../deliveries/deliveries-topic.js';

/** A delivery whose next attempt is ours to make, with what its webhook says. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly lease: string;
  readonly workspace: string;
  readonly webhookId: string;
  readonly type: string;
  readonly conversationId: string | undefined;
  readonly eventSeq: string | undefined;
  /** What is told, where no conversation's log has it. */
  readonly data: JsonObject | undefined;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly url: string;
  readonly secret: string;
  readonly oldSecret: string | undefined;
  readonly token: string | undefined;
}

/** How many attempts run at the same time, over all processes. */
interface AttemptsAtOnce {
  readonly perEndpoint: number;
  /** Of one workspace at one origin, however many endpoints it has there; and of all workspaces. */
  readonly perOrigin: number;
  readonly perOriginOfAll: number;
  readonly perWorkspace: number;
}

/** Which endpoints: those that answer, or those whose last attempt failed. */
export interface Claim {
  readonly lease: string;
  readonly ofFailing: boolean;
  readonly most: number;
  readonly atOnce: AttemptsAtOnce;
  /** An attempt that takes longer counts as lost with its process. */
  readonly leaseMs: number;
}

/** Scheme, host and port, as far as they are spelled alike. */
const originOf = (url: string): string =>
  `coalesce(regexp_replace(substring(lower(${url}) from '^[a-z]+://[^/?#]+'), ':(80|443)$', ''), ${url})`;

/**
 * The oldest due ones of each endpoint, a few per endpoint, origin and workspace, and those first of whose workspace
 * the fewest run: none of them is waited for by another. What runs at failing endpoints is counted by itself.
 * Indexes webhook_deliveries_due and webhook_deliveries_leased.
 */
const claimDue: Statement = {
  name: 'dispatch.claim',
  text: `
    with running as materialized (
      select w.workspace_id, ${originOf('w.url')} as origin, count(*) as count
      from webhook_deliveries r join webhooks w on w.id = r.webhook_id
      where r.lease is not null and r.next_at > now() and (w.failing_since is not null) = $2
      group by 1, 2),
    due as (
      select due.number, due.next_at, w.workspace_id, ${originOf('w.url')} as origin,
        w.url, w.secret, w.token,
        case when w.old_secret_until > now() then w.old_secret end as old_secret
      from webhooks w
      cross join lateral (
        select q.number, q.next_at from webhook_deliveries q
        where q.webhook_id = w.id and q.status = 'waiting' and q.next_at <= now()
        order by q.next_at
        limit greatest(0, $4 - (
          select count(*) from webhook_deliveries r
          where r.webhook_id = w.id and r.lease is not null and r.next_at > now()))
        for update skip locked
      ) due
      where w.status = 'enabled' and (w.failing_since is not null) = $2),
    at_origin as (
      select d.*, coalesce(r.count, 0) + row_number() over (
        partition by d.workspace_id, d.origin order by d.next_at) as nth_at_origin
      from due d
      left join running r on r.workspace_id = d.workspace_id and r.origin = d.origin),
    in_workspace as (
      select d.*, coalesce(r.count, 0) + row_number() over (
        partition by d.workspace_id order by d.nth_at_origin, d.next_at) as nth_in_workspace
      from at_origin d
      left join (select workspace_id, sum(count) as count from running group by 1) r
        on r.workspace_id = d.workspace_id
      where d.nth_at_origin <= $6),
    of_all as (
      select d.*, coalesce(r.count, 0) + row_number() over (
        partition by d.origin order by d.nth_in_workspace, d.next_at) as nth_of_all
      from in_workspace d
      left join (select origin, sum(count) as count from running group by 1) r on r.origin = d.origin
      where d.nth_in_workspace <= $7),
    chosen as (
      select * from of_all where nth_of_all <= $8 order by nth_in_workspace, next_at limit $3)
    update webhook_deliveries d
    set lease = $1, next_at = now() + $5 * interval '1 ms'
    from chosen
    where d.number = chosen.number
    returning d.id, d.workspace_id, d.webhook_id, d.type, d.conversation_id, d.event_seq, d.attempts,
      d.data, d.created_at, chosen.url, chosen.secret, chosen.old_secret, chosen.token`,
};

/** An event without a message has as many messages behind it as the last of its conversation. */
const readEvent: Statement = {
  name: 'dispatch.read-event',
  text: `
    select e.type, e.at, e.data, m.id as message, m.in_reply_to, m.performative, m.sender,
      m.routed_to, m.traceparent, coalesce(m.capability, q.capability) as capability, m.content,
      coalesce(m.hops, (
        select l.hops from messages l
        where l.workspace_id = e.workspace_id and l.conversation_id = e.conversation_id
        order by l.seq desc limit 1), 0) as hops
    from events e
    left join messages m on m.workspace_id = e.workspace_id and m.id = e.message_id
    left join messages q on q.workspace_id = m.workspace_id and q.id = m.in_reply_to
    where e.workspace_id = $1 and e.conversation_id = $2 and e.seq = $3`,
};

const settleDelivered: Statement = {
  name: 'dispatch.delivered',
  text: `
    update webhook_deliveries set status = 'delivered', settled_at = now(), lease = null,
      attempts = attempts + 1, tries = $3::jsonb || jsonb_path_query_array(tries, '$[0 to 18]')
    where id = $1 and lease = $2`,
};

/** `$4`: until the next attempt; null when there is none. */
const settleFailed: Statement = {
  name: 'dispatch.failed',
  text: `
    update webhook_deliveries set attempts = attempts + 1, lease = null,
      tries = $3::jsonb || jsonb_path_query_array(tries, '$[0 to 18]'),
      status = case when $4::float8 is null then 'failed' else status end,
      settled_at = case when $4 is null then now() end,
      next_at = now() + coalesce($4, 0) * interval '1 ms'
    where id = $1 and lease = $2`,
};

/** For another process or a later moment. It counts as no attempt; why none was made is said once. */
const giveBack: Statement = {
  name: 'dispatch.give-back',
  text: `
    update webhook_deliveries set lease = null, next_at = now() + $3 * interval '1 ms',
      tries = case when $4::jsonb is null or tries -> 0 ->> 'problem' = $4::jsonb -> 0 ->> 'problem' then tries
        else $4::jsonb || jsonb_path_query_array(tries, '$[0 to 18]') end
    where id = $1 and lease = $2`,
};

const noteFailure: Statement = {
  name: 'dispatch.note-failure',
  text: `
    update webhooks set failing_since = coalesce(failing_since, now()),
      status = case when $2 or failing_since < now() - interval '5 days' then 'disabled' else status end,
      disabled_reason = case when $2 then 'gone'
        when failing_since < now() - interval '5 days' then 'failing' end
    where id = $1 and status = 'enabled'
      and ($2 or failing_since is null or failing_since < now() - interval '5 days')
    returning status, disabled_reason`,
};

/** To every other webhook of the workspace that wants to know. */
const queueNotices: Statement = {
  name: 'dispatch.queue-notices',
  text: `
    insert into webhook_deliveries (id, workspace_id, webhook_id, type, data)
    select 'whd-' || gen_random_uuid(), w.workspace_id, w.id, 'webhook.disabled',
      jsonb_strip_nulls(jsonb_build_object('webhook_id', gone.id, 'reason', gone.disabled_reason,
        'description', gone.description))
    from webhooks gone
    join webhooks w on w.workspace_id = gone.workspace_id and w.status = 'enabled'
      and 'webhook.disabled' = any(w.log_types)
    where gone.id = $1
    returning number`,
};

/** Gives whether it had failed for so long that what waits for later should be tried now. */
const noteSuccess: Statement = {
  name: 'dispatch.note-success',
  text: `
    with before as (select id, failing_since from webhooks where id = $1 and failing_since is not null)
    update webhooks w set failing_since = null from before where w.id = before.id
    returning before.failing_since < now() - interval '10 minutes' as is_back`,
};

/** Spread over half a minute. */
const bringForward: Statement = {
  name: 'dispatch.bring-forward',
  text: `
    update webhook_deliveries set next_at = now() + random() * interval '30 seconds'
    where webhook_id = $1 and status = 'waiting' and lease is null
      and next_at > now() + interval '30 seconds'`,
};

type ClaimedRow = Readonly<{
  id: string;
  workspace_id: string;
  webhook_id: string;
  type: string;
  conversation_id: string | null;
  event_seq: string | null;
  data: JsonObject | null;
  attempts: number;
  created_at: Date;
  url: string;
  secret: string;
  old_secret: string | null;
  token: string | null;
}>;

/** What is told of an event. */
export interface EventToTell {
  readonly type: string;
  readonly at: Date;
  readonly data: JsonObject;
  readonly message: string | null;
  readonly in_reply_to: string | null;
  readonly performative: string | null;
  readonly sender: string | null;
  readonly routed_to: string | null;
  readonly capability: string | null;
  readonly content: JsonObject | null;
  /** The work that sent its message. */
  readonly traceparent: string | null;
  /** How many messages led to it, one after another. */
  readonly hops: number;
}

export async function claimDeliveries(tx: Tx, claim: Claim): Promise<ClaimedDelivery[]> {
  const { lease, ofFailing, most, leaseMs } = claim;
  const { perEndpoint, perOrigin, perWorkspace, perOriginOfAll } = claim.atOnce;
  const values = [
    ...[lease, ofFailing, most, perEndpoint, leaseMs],
    ...[perOrigin, perWorkspace, perOriginOfAll],
  ];
  return (await tx.rows<ClaimedRow>(claimDue, values)).map((row) => ({
    ...{ id: row.id, lease, workspace: row.workspace_id, webhookId: row.webhook_id },
    ...{ type: row.type, attempts: row.attempts, createdAt: row.created_at, url: row.url },
    conversationId: row.conversation_id ?? undefined,
    eventSeq: row.event_seq ?? undefined,
    data: row.data ?? undefined,
    secret: row.secret,
    oldSecret: row.old_secret ?? undefined,
    token: row.token ?? undefined,
  }));
}

export async function readEventToTell(
  tx: Tx,
  { workspace, conversationId, eventSeq }: ClaimedDelivery,
): Promise<EventToTell | undefined> {
  const [row] = await tx.rows<EventToTell & { readonly at: Date }>(readEvent, [
    ...[workspace, conversationId, eventSeq],
  ]);
  return row;
}

/** How an attempt went, told of its delivery and its webhook. Gives whether the endpoint is back. */
export async function writeDelivered(
  tx: Tx,
  { id, lease, webhookId }: ClaimedDelivery,
  attempt: DeliveryAttempt,
): Promise<boolean> {
  await tx.rows(settleDelivered, [id, lease, JSON.stringify([attempt])]);
  const [noted] = await tx.rows<{ is_back: boolean }>(noteSuccess, [webhookId]);
  if (noted?.is_back !== true) return false;
  await tx.rows(bringForward, [webhookId]);
  return true;
}

/** `delayMs` is undefined when no attempt follows. Gives why the webhook is disabled now, if it is. */
export async function writeFailed(
  tx: Tx,
  { id, lease, webhookId }: ClaimedDelivery,
  { attempt, delayMs }: { readonly attempt: DeliveryAttempt; readonly delayMs: number | undefined },
): Promise<string | undefined> {
  await tx.rows(settleFailed, [id, lease, JSON.stringify([attempt]), delayMs ?? null]);
  const isGone = attempt.status === 410;
  const [noted] = await tx.rows<{ status: string; disabled_reason: string | null }>(noteFailure, [
    ...[webhookId, isGone],
  ]);
  if (noted?.status !== 'disabled') return undefined;
  if ((await tx.rows(queueNotices, [webhookId])).length > 0) tx.announce(deliveriesTopic);
  return noted.disabled_reason ?? undefined;
}

export async function giveBackDelivery(
  tx: Tx,
  { id, lease }: ClaimedDelivery,
  delayMs: number,
  why?: DeliveryAttempt,
): Promise<void> {
  const said = why === undefined ? null : JSON.stringify([why]);
  await tx.rows(giveBack, [id, lease, delayMs, said]);
}
