import { z } from 'zod';
import { conversationId, messageId } from './ids.js';
import { messageStatus } from './message.schema.js';

/** What a client may say with a cancellation; the body may also be left out. */
export const cancelRequest = z
  .object({ reason: z.string().trim().min(1).max(500).optional() })
  .meta({
    id: 'CancelRequest',
    description: 'Why it is cancelled, for those who read the conversation later.',
    examples: [{ reason: 'No longer needed' }],
  });
export type CancelRequest = z.infer<typeof cancelRequest>;

/**
 * What a cancellation did to a message. `cancelled`: it has ended. `cancelling`: a turn works on it and is
 * being stopped. `settled`: it had ended in another way before.
 */
const cancelOutcome = z.enum(['cancelled', 'cancelling', 'settled']).meta({ id: 'CancelOutcome' });
export type CancelOutcome = z.infer<typeof cancelOutcome>;

const touchedMessage = z.object({
  message_id: messageId,
  outcome: cancelOutcome,
  status: messageStatus,
});

/** Answer to a cancellation: the whole, and each message it touched. */
export const cancellation = z
  .object({
    message_id: messageId.optional(),
    conversation_id: conversationId,
    outcome: cancelOutcome,
    messages: z.array(touchedMessage).meta({
      description: 'The message itself, then those that it caused; the first 1,000 of them.',
    }),
    counts: z.object({ cancelled: z.int(), cancelling: z.int(), settled: z.int() }),
  })
  .meta({
    id: 'Cancellation',
    examples: [
      {
        message_id: 'msg-001',
        conversation_id: 'conv-001',
        outcome: 'cancelling',
        messages: [{ message_id: 'msg-001', outcome: 'cancelling', status: 'processing' }],
        counts: { cancelled: 0, cancelling: 1, settled: 0 },
      },
    ],
  });
export type Cancellation = z.infer<typeof cancellation>;
