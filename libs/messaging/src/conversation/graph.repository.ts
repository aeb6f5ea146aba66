import type { Grants, JsonValue, MessageStatus, Performative, StepState } from '#protocol';
import type { Statement, Tx } from '#platform';

/**
 * Messages with what they led back to; indexes messages_in_order, mailboxes_pk and turn_steps_pk. What clients say
 * of themselves (`in_reply_to`, metadata) is at no hops, and is not believed.
 */
const readNodes: Statement = {
  name: 'conversation.graph-nodes',
  text: `
    select m.id, m.seq, m.performative, m.sender, m.receiver, m.capability, m.routed_to, m.status, m.hops, m.grants,
      m.accepted_at, m.settled_at, m.error ->> 'code' as error_code,
      case when m.hops > 0 then m.in_reply_to end as in_reply_to,
      case when m.hops > 0 then m.cause_id end as cause_id,
      case when m.hops > 0 then m.metadata ->> 'rule' end as rule,
      case when m.hops > 0 then m.metadata -> 'artifacts' end as artifacts,
      h.running, coalesce(case when h.running then b.started_at end, m.started_at) as started_at,
      (select json_agg(c order by c.step) from (
        select s.step_no as step, s.name as tool,
          case when s.state = 'started' and m.settled_at is not null then 'unknown' else s.state end as state,
          round(extract(epoch from s.finished_at - s.started_at) * 1000)::float8 as duration_ms
        from turn_steps s
        where s.workspace_id = m.workspace_id and s.message_id = m.id and s.kind = 'tool'
        order by s.step_no limit $5) c) as tool_calls
    from messages m
    left join mailboxes b on b.id = m.mailbox_id
    cross join lateral (select coalesce(
      m.status = 'delivered' and b.lease_until > clock_timestamp() and m.id = (
        select w.id from messages w where w.mailbox_id = b.id and w.status = 'delivered'
        order by w.mailbox_seq limit 1), false) as running) h
    where m.workspace_id = $1 and m.conversation_id = $2 and m.seq > $3
    order by m.seq limit $4`,
};

export interface NodeRow {
  readonly id: string;
  readonly seq: string;
  readonly performative: Performative;
  readonly sender: string;
  readonly receiver: string | null;
  readonly capability: string | null;
  readonly routed_to: string | null;
  readonly status: MessageStatus;
  readonly hops: number;
  readonly grants: Grants | null;
  readonly accepted_at: Date;
  readonly started_at: Date | null;
  readonly settled_at: Date | null;
  readonly error_code: string | null;
  readonly in_reply_to: string | null;
  readonly cause_id: string | null;
  readonly rule: string | null;
  readonly artifacts: JsonValue | null;
  readonly running: boolean;
  readonly tool_calls:
    { step: number; tool: string; state: StepState; duration_ms: number | null }[] | null;
}

/** Calls of tools that are told of one message. */
const mostCalls = 50;

/** The messages of a conversation after a number, in order. */
export async function readGraphNodes(
  tx: Tx,
  conversationId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<NodeRow[]> {
  return tx.rows<NodeRow & Record<string, unknown>>(readNodes, [
    ...[tx.caller.workspace, conversationId, after, limit, mostCalls],
  ]);
}
