import type { Statement, Tx } from '#platform';
import type { Figures } from './figures.js';

/** Which conversations are told, and from when to when. */
export interface DearestTerms {
  readonly from: Date;
  readonly to: Date;
  /** The `place` of the last one of a page before. */
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

export interface ConversationFigures extends Figures {
  readonly key: readonly string[];
  /** Where it stands among the others. */
  readonly place: readonly string[];
}

const within = (moment: string): string => `${moment} >= $2 and ${moment} < $3`;
const ended = within('m.settled_at');
const count = (status: string): string =>
  `(count(*) filter (where m.status = '${status}' and ${ended}))::float8 as ${status}`;
const milliseconds = (interval: string, status = 'true'): string => `
  coalesce(sum(extract(epoch from greatest(${interval}, '0')) * 1000)
    filter (where ${ended} and ${status}), 0)::float8`;
const sum = (name: string): string =>
  `coalesce(sum(m.${name}) filter (where ${ended}), 0)::float8 as ${name}`;

/**
 * The dearest conversations that were at work in a time, by all that they cost so far (index conversations_dearest);
 * of each, what happened in the time (index messages_in_order).
 */
const readDearest: Statement = {
  name: 'usage.dearest-conversations',
  text: `
    with dearest as (
      select id, cost, tokens_in, created_at, last_activity_at, status from conversations
      where workspace_id = $1 and tokens_in > 0 and last_activity_at >= $2 and created_at < $3
        and ($4::bigint is null or (cost, tokens_in, id) < ($4, $5::bigint, $6))
      order by cost desc, tokens_in desc, id desc limit $7)
    select array[d.id] as key, array[d.cost::text, d.tokens_in::text, d.id] as place,
      (${within('d.created_at')})::int as conversations_begun,
      (d.status <> 'active' and ${within('d.last_activity_at')})::int as conversations_ended,
      0 as requeued, 0 as conversation_ms, f.*
    from dearest d cross join lateral (
      select (count(*) filter (where ${within('m.accepted_at')}))::float8 as accepted,
        ${['completed', 'failed', 'expired', 'cancelled'].map(count).join(', ')},
        (count(*) filter (where m.started_at is not null and ${ended}))::float8 as turns,
        ${milliseconds('m.settled_at - m.accepted_at', `m.status in ('completed', 'failed')`)} as response_ms,
        ${milliseconds('m.started_at - m.accepted_at')} as queue_ms,
        ${milliseconds('m.settled_at - m.started_at')} as turn_ms,
        ${['tokens_in', 'tokens_out', 'cost'].map(sum).join(', ')}
      from messages m
      where m.workspace_id = $1 and m.conversation_id = d.id and m.mailbox_id is not null) f
    order by d.cost desc, d.tokens_in desc, d.id desc`,
};

export async function readDearestConversations(
  tx: Tx,
  { from, to, after, limit }: DearestTerms,
): Promise<ConversationFigures[]> {
  const [cost = null, tokens = null, id = null] = after ?? [];
  return tx.rows<ConversationFigures & Record<string, unknown>>(readDearest, [
    ...[tx.caller.workspace, from, to, cost, tokens, id, limit],
  ]);
}
