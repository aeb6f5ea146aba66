import type { ConversationEvent } from '#protocol';
import type { Statement, Tx } from '#platform';
import { viewEvent, type EventRow } from './event-view.js';
import { messageColumns } from './message-view.js';

/** Log entries read at once of one conversation. */
export const portion = 200;

/** Each log is read by itself, so that one plan serves any number of them. Indexes conversations_pk and events_pk. */
const portionsAfter: Statement = {
  name: 'conversation.portions-after',
  text: `
    select n.place, c.pending, c.last_event, e.*
    from jsonb_to_recordset($2::jsonb) as n(place int, conversation text, after bigint)
    left join lateral (
      select o.pending, o.last_event from conversations o
      where o.workspace_id = $1 and o.id = n.conversation limit 1) c on true
    left join lateral (
      select e.seq as event_seq, e.type, e.data, e.at, e.message_id, ${messageColumns}
      from events e
      left join messages m on m.workspace_id = e.workspace_id and m.id = e.message_id
      where e.workspace_id = $1 and e.conversation_id = n.conversation and e.seq > n.after
      order by e.seq limit $3) e on true
    order by n.place, e.event_seq`,
};

type PortionRow = Record<string, unknown> & {
  readonly place: number;
  readonly pending: number | null;
  readonly last_event: string | null;
} & (EventRow | { readonly event_seq: null });

/** Where a follower stands in a log. */
export interface LogPlace {
  readonly conversationId: string;
  /** The number of the last entry that is known. */
  readonly after: number;
}

/** What follows in the log, and how the conversation stood when it was read. */
export interface LogPortion {
  readonly events: readonly ConversationEvent[];
  /** Messages that wait in it. Absent: there is no such conversation. */
  readonly pending?: number;
  /** The number of its last entry. */
  readonly lastEvent?: number;
}

/** What follows each place, in the order of the places. */
export async function readPortions(tx: Tx, places: readonly LogPlace[]): Promise<LogPortion[]> {
  const asked = places.map(({ conversationId: conversation, after }, place) => ({
    ...{ place, conversation, after },
  }));
  const rows = await tx.rows<PortionRow>(portionsAfter, [
    ...[tx.caller.workspace, JSON.stringify(asked), portion],
  ]);
  const of = new Map<number, PortionRow[]>();
  for (const row of rows) {
    const before = of.get(row.place);
    if (before === undefined) of.set(row.place, [row]);
    else before.push(row);
  }
  return places.map(({ conversationId }, place) =>
    readPortion(conversationId, of.get(place) ?? []),
  );
}

function readPortion(conversationId: string, rows: readonly PortionRow[]): LogPortion {
  const events = rows.flatMap((row) =>
    row.event_seq === null ? [] : [viewEvent(conversationId, row)],
  );
  const { pending = null, last_event: lastEvent = null } = rows[0] ?? {};
  if (pending === null || lastEvent === null) return { events };
  return { events, pending, lastEvent: Number(lastEvent) };
}
