import type { Grants, JsonObject, MessageStatus } from '#protocol';
import type { Statement, Tx } from '#platform';
import { answers } from '../conversation/answers.js';
import { isDead } from './dead-letter.repository.js';

/** Puts messages back and discards them. Their conversation's row is locked before (append order). */

const findStanding: Statement = {
  name: 'requeue.find-standing',
  text: `
    select m.id, m.conversation_id, m.status, m.capability, m.routed_to, m.agent_id, m.requeues,
      m.requeued_at, m.reply_by, m.discarded_at, m.discarded_by, m.crashes, m.grants,
      coalesce(a.status in ('running', 'paused'), false) as takes_mail, ${isDead} as dead
    from messages m left join agents a on a.id = m.agent_id
    where m.workspace_id = $1 and m.id = $2 and m.mailbox_id is not null
      and (m.status = 'failed' or m.requeues > 0)`,
};

/**
 * At the tail, behind what waits already. What killed its processes begins alone, when nothing else
 * waits here, and is given up at the next death: nobody need be harmed to learn that it still kills.
 */
const joinMailbox: Statement = {
  name: 'requeue.join-mailbox',
  text: `
    insert into mailboxes as b
      (workspace_id, agent_id, conversation_id, pending, last_seq, rung_at, suspect, crashes)
    values ($1, $2, $3, 1, 1, clock_timestamp(), $4, case when $4 then 2 else 0 end)
    on conflict (agent_id, conversation_id) do update set
      pending = b.pending + 1, last_seq = b.last_seq + 1,
      suspect = case when b.pending = 0 then excluded.suspect else b.suspect end,
      crashes = case when b.pending = 0 then excluded.crashes else b.crashes end,
      rung_at = case when b.pending = 0 and excluded.suspect then '-infinity'
        else excluded.rung_at end
    returning id, last_seq`,
};

/**
 * Failed → waiting again, with a clean sheet; the old one is kept in its history. Its budget of messages is
 * its own from now on: a person wants the work done.
 */
const revive: Statement = {
  name: 'requeue.revive',
  text: `
    update messages m set
      status = 'delivered', mailbox_id = $3, mailbox_seq = $4, agent_id = $5, routed_to = $6,
      route = coalesce($7::jsonb, m.route),
      attempts = 0, crashes = 0, error = null, started_at = null, settled_at = null,
      agent_version = null, tokens_in = 0, tokens_out = 0, cost = null, model = null,
      cancel_requested_at = null, cancelled_by = null, cancel_reason = null, cancel_via = null,
      reply_by = case
        when $8::float8 is not null then clock_timestamp() + $8::float8 * interval '1 ms'
        when m.reply_by <= clock_timestamp() then null else m.reply_by end,
      root_id = null, led_to = 0, overspent_at = null,
      requeues = m.requeues + 1, requeued_at = clock_timestamp(),
      outdated_reply_id = (
        select r.id from messages r where ${answers('r', 'm')} order by r.seq desc limit 1),
      history = jsonb_path_query_array(
        coalesce(m.history, '[]') || jsonb_build_array(
          jsonb_build_object('kind', 'failed', 'at', m.settled_at, 'attempt', m.attempts,
            'error', m.error),
          jsonb_build_object('kind', 'requeued', 'at', clock_timestamp(), 'by', $9::text,
            'agent', $6::text)),
        '$[last - 199 to last]')
    where m.workspace_id = $1 and m.id = $2 and ${isDead}
    returning m.reply_by, m.requeues, m.requeued_at`,
};

const discard: Statement = {
  name: 'requeue.discard',
  text: `
    update messages m set
      discarded_at = clock_timestamp(), discarded_by = $3,
      history = coalesce(m.history, '[]') || jsonb_build_object(
        'kind', 'discarded', 'at', clock_timestamp(), 'by', $3::text)
    where m.workspace_id = $1 and m.id = $2 and ${isDead}
    returning m.conversation_id, m.discarded_at, m.discarded_by`,
};

/** How a message stands that is, or was, a dead letter. */
export interface Standing {
  readonly id: string;
  readonly conversation_id: string;
  readonly status: MessageStatus;
  readonly capability: string | null;
  readonly routed_to: string | null;
  readonly agent_id: string;
  readonly grants: Grants | null;
  readonly requeues: number;
  readonly requeued_at: Date | null;
  readonly reply_by: Date | null;
  readonly discarded_at: Date | null;
  readonly discarded_by: string | null;
  readonly crashes: number;
  /** Its agent still exists and does not go. */
  readonly takes_mail: boolean;
  readonly dead: boolean;
}

export async function findStandingOf(tx: Tx, id: string): Promise<Standing | undefined> {
  const [row] = await tx.rows<Standing & Record<string, unknown>>(findStanding, [
    tx.caller.workspace,
    id,
  ]);
  return row;
}

/** Where a message is put back, and until when its answer is wanted. */
export interface Return {
  readonly agent: { readonly id: string; readonly name: string };
  /** Why this agent, when it is another one. */
  readonly route: JsonObject | undefined;
  readonly timeoutMs: number | undefined;
  /** It runs alone at first. */
  readonly suspect: boolean;
}

/** What a message that was put back says of itself. */
export interface Revived {
  readonly mailboxId: string;
  readonly replyBy: Date | null;
  readonly requeues: number;
  readonly requeuedAt: Date;
}

export async function putBack(tx: Tx, letter: Standing, to: Return): Promise<Revived> {
  const { workspace, principal } = tx.caller;
  const { agent, route, timeoutMs, suspect } = to;
  const [box] = await tx.rows<{ id: string; last_seq: string }>(joinMailbox, [
    ...[workspace, agent.id, letter.conversation_id, suspect],
  ]);
  const [row] = await tx.rows<{ reply_by: Date | null; requeues: number; requeued_at: Date }>(
    revive,
    [
      ...[workspace, letter.id, box?.id, box?.last_seq, agent.id, agent.name],
      ...[route ?? null, timeoutMs ?? null, principal],
    ],
  );
  if (box === undefined || row === undefined) {
    throw new Error(`Dead letter ${letter.id} changed under the lock of its conversation.`);
  }
  const { reply_by: replyBy, requeues, requeued_at: requeuedAt } = row;
  return { mailboxId: box.id, replyBy, requeues, requeuedAt };
}

/** Nothing: it is no dead letter (any more). */
export async function discardLetter(
  tx: Tx,
  id: string,
): Promise<{ conversation_id: string; discarded_at: Date; discarded_by: string } | undefined> {
  const { workspace, principal } = tx.caller;
  const [row] = await tx.rows<{
    conversation_id: string;
    discarded_at: Date;
    discarded_by: string;
  }>(discard, [workspace, id, principal]);
  return row;
}
