import { z } from 'zod';
import type { JsonObject } from './json.js';
import { jsonObject } from './json.js';

/**
 * What a follower of a conversation sees. Events with an `id` are in the conversation's log: their
 * ids are its gap-free sequence, they survive everything and a reader resumes after any of them.
 * The same facts, told live while a turn runs, carry no `id`; a follower may miss those.
 */
const conversationEventTypes = [
  'message.accepted',
  'turn.started',
  'message.delta',
  'tool.called',
  'tool.returned',
  'turn.retried',
  'turn.suspended',
  'approval.requested',
  'approval.decided',
  'approval.expired',
  'artifact.created',
  'delegation.failed',
  'message.replied',
  'message.sent',
  'message.failed',
  'message.expired',
  'message.cancelled',
  'message.requeued',
  'conversation.completed',
] as const;
export type ConversationEventType = (typeof conversationEventTypes)[number];

export const conversationEvent = z
  .object({
    id: z.int().optional().meta({ description: 'Sequence in the conversation, from 1.' }),
    type: z.enum(conversationEventTypes),
    conversation_id: z.string(),
    at: z.string(),
    data: jsonObject,
    told_live: z.literal(true).optional().meta({
      description: 'The follower was told this event while it happened; only its number is new.',
    }),
  })
  .meta({ id: 'ConversationEvent' });
export type ConversationEvent = z.infer<typeof conversationEvent>;

/** An event about to be written to a conversation's log. */
export interface LoggedEvent {
  readonly type: ConversationEventType;
  readonly data: JsonObject;
  /** When it happened, if that was before it is written. RFC 3339. */
  readonly at?: string;
}
