import { z } from 'zod';
import { conversationId, timestamp } from './ids.js';
import { messageView } from './message.schema.js';
import { waitingFor } from './waiting-for.schema.js';

/** `completed`: nothing in it is pending. The next message makes it `active` again, out of the archive too. */
export const conversationStatuses = ['active', 'completed', 'archived'] as const;
const conversationStatus = z.enum(conversationStatuses).meta({ id: 'ConversationStatus' });
export type ConversationStatus = z.infer<typeof conversationStatus>;

/** One line of the list: quick start section 14. */
export const conversationSummary = z
  .object({
    id: conversationId,
    participants: z.array(z.string()),
    message_count: z.int(),
    status: conversationStatus,
    created: timestamp,
    last_activity: timestamp,
    archived: timestamp.optional().meta({ description: 'Since when it is in the archive.' }),
  })
  .meta({ id: 'ConversationSummary' });
export type ConversationSummary = z.infer<typeof conversationSummary>;

export const conversationList = z
  .object({ conversations: z.array(conversationSummary), next_cursor: z.string().optional() })
  .meta({ id: 'ConversationList' });
export type ConversationList = z.infer<typeof conversationList>;

/** The messages of a conversation in order: quick start section 4. */
export const conversationMessages = z
  .object({
    conversation_id: conversationId,
    messages: z.array(messageView),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'ConversationMessages' });
export type ConversationMessages = z.infer<typeof conversationMessages>;

/** One conversation with its messages. */
export const conversationDetail = conversationSummary
  .extend({
    conversation_id: conversationId,
    pending: z.int(),
    tokens: z.object({ input: z.int(), output: z.int() }),
    cost: z
      .number()
      .describe(
        'Of its turns so far, in the currency of CAXTON_PRICES; models without a price cost nothing here.',
      ),
    messages: z.array(messageView),
    next_cursor: z.string().optional(),
    waiting_for: waitingFor,
  })
  .meta({ id: 'ConversationDetail' });
export type ConversationDetail = z.infer<typeof conversationDetail>;
