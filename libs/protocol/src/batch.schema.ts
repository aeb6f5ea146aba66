import { z } from 'zod';
import { routingStrategy } from './capability.schema.js';
import { errorEnvelope } from './health.schema.js';
import { agentName, conversationId, messageId, timestamp } from './ids.js';
import { jsonObject } from './json.js';
import { messageStatus, messageView, sendMessage } from './message.schema.js';

/** As many messages as one call takes. */
export const mostInBatch = 500;

/** Chosen by the client, so that sending the batch again is harmless, or given by the server. */
export const batchId = messageId.meta({
  id: 'BatchId',
  description: 'Id of the batch, unique in its workspace.',
  examples: ['q1-analysis'],
});

/** What does not fit the schema of a message is refused by itself, and keeps no other message from being sent. */
const batchItem = z.union([sendMessage, jsonObject]);

/** Many messages at once: quick start section 19. */
export const sendBatch = z
  .strictObject({
    messages: z
      .array(batchItem)
      .min(1)
      .max(mostInBatch)
      .meta({
        description: `1 to ${String(mostInBatch)}, each as POST /api/v1/messages takes it, without wait.`,
      }),
    batch_id: batchId.optional(),
  })
  .meta({
    id: 'SendBatch',
    examples: [
      {
        messages: [
          {
            capability: 'data-analysis',
            performative: 'request',
            content: { dataset: 'sales-jan.csv' },
          },
          {
            capability: 'data-analysis',
            performative: 'request',
            content: { dataset: 'sales-feb.csv' },
          },
        ],
        batch_id: 'q1-analysis',
      },
    ],
  });
export type SendBatch = z.infer<typeof sendBatch>;

const index = z.int().meta({ description: 'Place in `messages`, from 0.' });

const acceptedItem = z
  .object({
    index,
    status: z.literal('accepted'),
    message_id: messageId,
    conversation_id: conversationId,
    routed_to: agentName,
    routing_strategy: routingStrategy,
    timestamp,
    deliveries: z.array(z.object({ message_id: messageId, routed_to: agentName })).optional(),
    follow_url: z.string().optional(),
  })
  .meta({ id: 'BatchItemAccepted' });

const refusedItem = z
  .object({ index, status: z.literal('refused'), error: errorEnvelope.shape.error })
  .meta({ id: 'BatchItemRefused' });

const sentItem = z.discriminatedUnion('status', [acceptedItem, refusedItem]);
export type SentItem = z.infer<typeof sentItem>;

/** Answer to a batch: what became of each message, in their order. */
export const batchAccepted = z
  .object({
    batch_id: batchId,
    accepted: z.int(),
    refused: z.int(),
    timestamp,
    progress_url: z.string(),
    results: z.array(sentItem),
  })
  .meta({ id: 'BatchAccepted' });
export type BatchAccepted = z.infer<typeof batchAccepted>;

/** `active`: something of it is still to be answered. */
const batchStatus = z.enum(['active', 'completed']).meta({ id: 'BatchStatus' });

const count = z.int().min(0);

/** Messages by state; more than were accepted when one was sent to several agents. */
const batchCounts = z
  .object({
    ...{ delivered: count, processing: count, waiting: count },
    ...{ completed: count, failed: count, expired: count, cancelled: count },
  })
  .meta({ id: 'BatchCounts' });
export type BatchCounts = z.infer<typeof batchCounts>;

const batchSummary = z.object({
  batch_id: batchId,
  status: batchStatus,
  accepted: z.int(),
  refused: z.int(),
  created: timestamp,
  completed: timestamp.nullable(),
});

export const batchList = z
  .object({
    batches: z.array(batchSummary.meta({ id: 'BatchSummary' })),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'BatchList' });
export type BatchList = z.infer<typeof batchList>;

const state = messageStatus.optional().meta({ description: 'Absent: it was deleted since.' });
const reply = messageView.nullable().meta({ description: 'What was answered, if anything was.' });

const batchResult = z.discriminatedUnion('status', [
  acceptedItem.extend({ state, reply }).meta({ id: 'BatchResultAccepted' }),
  refusedItem,
]);
export type BatchResult = z.infer<typeof batchResult>;

/** How far a batch has come, and a page of what came of its messages. */
export const batchView = batchSummary
  .extend({
    progress: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Share of its messages that have ended.' }),
    counts: batchCounts,
    results: z.array(batchResult),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'Batch' });
export type BatchView = z.infer<typeof batchView>;

export const batchCancellation = z
  .object({
    batch_id: batchId,
    outcome: z.enum(['cancelled', 'cancelling', 'settled']),
    counts: z.object({ cancelled: count, cancelling: count, settled: count }),
  })
  .meta({ id: 'BatchCancellation' });
export type BatchCancellation = z.infer<typeof batchCancellation>;
