import { z } from 'zod';
import { conversationStatuses, fieldErrors } from '#protocol';
import { queryCursor, queryLimit, queryNumber, querySwitch } from '../http/query-parts.js';

/** Query of the list of conversations. */
export const conversationListOptions = z.strictObject({
  status: z.enum(conversationStatuses).optional().meta({
    description: 'Only conversations in this state; without it, all that are not archived.',
  }),
  participant: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must not contain control characters')
    .optional()
    .meta({ description: 'Only conversations with this agent (or `api_client`).' }),
  cursor: queryCursor,
  limit: queryLimit(50),
});
export type ConversationListOptions = z.infer<typeof conversationListOptions>;

/** Query of the messages of a conversation. Polling clients want the last one, so a page is large. */
export const messagesOptions = z.strictObject({
  cursor: queryCursor,
  limit: queryLimit(1_000, 1_000),
});
export type MessagesOptions = z.infer<typeof messagesOptions>;

/** Query of the graph of a conversation. */
export const graphOptions = z.strictObject({
  cursor: queryCursor,
  limit: queryLimit(200, 1_000),
});
export type GraphOptions = z.infer<typeof graphOptions>;

/** Query of one conversation. */
export const conversationOptions = messagesOptions.extend({
  follow: querySwitch('Stream the conversation as Server-Sent Events, from its first event on.'),
  after: queryNumber(z.int().min(0)).optional().meta({
    description: 'With `follow`: only events after this number. `Last-Event-ID` does the same.',
  }),
  keep_open: querySwitch('With `follow`: go on when the conversation is completed.'),
});
export type ConversationOptions = z.infer<typeof conversationOptions>;

/** The number of the last event a reader knows: its header, else the query, else none. */
export function lastKnownEvent(header: string | undefined, after: number | undefined): number {
  if (header === undefined || header === '') return after ?? 0;
  const number = Number(header);
  if (/^\d+$/.test(header) && Number.isSafeInteger(number)) return number;
  throw fieldErrors('INVALID_REQUEST', [
    { field: 'Last-Event-ID', rule: 'invalid_format', message: 'must be the number of an event' },
  ]);
}
