import type { ConversationEvent, ConversationEventType, JsonObject } from '#protocol';
import type { LiveEvent } from './announce.js';
import { viewMessage, type MessageRow } from './message-view.js';

/** The columns of a log entry, and of the message that it tells of. */
export interface EventRow extends MessageRow {
  readonly event_seq: string;
  readonly type: ConversationEventType;
  readonly data: JsonObject;
  readonly at: Date;
  readonly message_id: string | null;
}

/** A log entry as followers see it: the arrival of a message shows the message. */
export function viewEvent(conversationId: string, row: EventRow): ConversationEvent {
  const isArrival = row.message_id !== null && Object.keys(row.data).length === 0;
  return {
    id: Number(row.event_seq),
    type: row.type,
    conversation_id: conversationId,
    at: row.at.toISOString(),
    data: isArrival
      ? { ...(viewMessage(row) as unknown as JsonObject) }
      : { ...row.data, ...(row.message_id === null ? {} : { message_id: row.message_id }) },
  };
}

/**
 * What an event of a turn is known by, live and in the log, so that a follower who saw it happen is
 * not told again. Nothing for events that are only ever told once.
 */
export function identityOf(event: LiveEvent): string | undefined {
  const { turn, step } = event.data;
  if (typeof turn !== 'string') return undefined;
  return `${event.type} ${turn} ${typeof step === 'number' ? String(step) : ''}`;
}
