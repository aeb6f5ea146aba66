import { z } from 'zod';
import { artifactDetail } from './artifact.schema.js';
import { conversationSummary } from './conversation.schema.js';
import { messageView } from './message.schema.js';
import { messageId, timestamp } from './ids.js';
import { turnStep } from './step.schema.js';

/** One line of an export: the conversation, what was said, what was done, its files, the end. */
export const conversationRecord = z
  .discriminatedUnion('record', [
    conversationSummary.extend({ record: z.literal('conversation'), exported_at: timestamp }),
    messageView.extend({ record: z.literal('message') }),
    turnStep.extend({ record: z.literal('step'), message_id: messageId }),
    artifactDetail.extend({ record: z.literal('artifact') }),
    z.object({ record: z.literal('end'), messages: z.int(), steps: z.int(), artifacts: z.int() }),
  ])
  .meta({
    id: 'ConversationRecord',
    description: 'A record of an export. Without the record end, the export was cut.',
  });
export type ConversationRecord = z.infer<typeof conversationRecord>;
