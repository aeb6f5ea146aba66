import { z } from 'zod';
import { durationText } from './duration.js';
import { agentName, capabilityName, conversationId, messageId, timestamp } from './ids.js';
import { instant } from './instant.js';
import { jsonObject } from './json.js';
import { messageStatus } from './message.schema.js';
import { performativeOut } from './performative.js';

/** A stable word for why a message failed, such as CRASHED; docs/failures.md lists them. */
const failureCode = z
  .string()
  .max(64)
  .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the code of a failure, such as CRASHED')
  .meta({ id: 'FailureCode', description: 'Why it failed.', examples: ['AGENT_FAILED'] });

/** Which dead letters are meant. Nothing named: all of them. */
export const deadLetterFilter = z
  .strictObject({
    agent: agentName.optional().meta({ description: 'Only of this agent.' }),
    capability: capabilityName.optional().meta({ description: 'Only sent to this capability.' }),
    code: failureCode.optional().meta({ description: 'Only those that failed for this reason.' }),
    conversation: conversationId.optional().meta({ description: 'Only of this conversation.' }),
    since: instant.optional().meta({ description: 'Only those that failed then or later.' }),
    until: instant.optional().meta({ description: 'Only those that failed before then.' }),
  })
  .meta({ id: 'DeadLetterFilter' });
export type DeadLetterFilter = z.infer<typeof deadLetterFilter>;

/** One line of the list. */
const deadLetterSummary = z
  .object({
    message_id: messageId,
    conversation_id: conversationId,
    performative: performativeOut,
    sender: z.string(),
    agent: agentName,
    capability: capabilityName.nullable(),
    code: z.string(),
    reason: z.string(),
    retryable: z.boolean(),
    attempts: z.int(),
    crashes: z.int(),
    requeues: z.int().meta({ description: 'How often it has been put back so far.' }),
    accepted_at: timestamp,
    failed_at: timestamp,
  })
  .meta({
    id: 'DeadLetter',
    examples: [
      {
        message_id: 'msg-001',
        conversation_id: 'conv-001',
        performative: 'request',
        sender: 'api_client',
        agent: 'DataAnalyzer',
        capability: 'data-analysis',
        code: 'MODEL_OVERLOADED',
        reason: 'The model is overloaded.',
        retryable: true,
        attempts: 5,
        crashes: 0,
        requeues: 0,
        accepted_at: '2025-09-10T15:35:00Z',
        failed_at: '2025-09-10T15:36:10Z',
      },
    ],
  });
export type DeadLetterSummary = z.infer<typeof deadLetterSummary>;

export const deadLetterList = z
  .object({ dead_letters: z.array(deadLetterSummary), next_cursor: z.string().optional() })
  .meta({ id: 'DeadLetterList' });
export type DeadLetterList = z.infer<typeof deadLetterList>;

/** What became of an attempt, or what somebody did about the message. */
const deadLetterEntry = z
  .object({
    at: timestamp,
    kind: z.enum(['retried', 'crashed', 'failed', 'requeued', 'discarded']),
    attempt: z.int().optional(),
    by: z.string().optional(),
    agent: agentName.optional(),
    error: jsonObject.optional(),
  })
  .meta({ id: 'DeadLetterEntry' });
export type DeadLetterEntry = z.infer<typeof deadLetterEntry>;

/** One dead letter, or what was one: the message, why it failed, and everything that was tried. */
export const deadLetterDetail = z
  .object({
    message_id: messageId,
    conversation_id: conversationId,
    state: z.enum(['dead', 'requeued', 'discarded']),
    status: messageStatus,
    performative: performativeOut,
    sender: z.string(),
    agent: agentName,
    capability: capabilityName.nullable(),
    content: jsonObject,
    metadata: jsonObject.nullable(),
    error: jsonObject.nullable(),
    attempts: z.int(),
    crashes: z.int(),
    requeues: z.int(),
    reply_by: timestamp.nullable(),
    accepted_at: timestamp,
    failed_at: timestamp.nullable(),
    requeued_at: timestamp.nullable(),
    discarded_at: timestamp.nullable(),
    discarded_by: z.string().nullable(),
    history: z.array(deadLetterEntry).meta({ description: 'The oldest first.' }),
    replies: z.array(messageId),
  })
  .meta({ id: 'DeadLetterDetail' });
export type DeadLetterDetail = z.infer<typeof deadLetterDetail>;

/** What putting one back has done. */
export const deadLetterRequeued = z
  .object({
    message_id: messageId,
    conversation_id: conversationId,
    agent: agentName,
    status: messageStatus,
    requeued: z.boolean().meta({ description: 'false: it had been put back already.' }),
    requeues: z.int(),
    requeued_at: timestamp,
    reply_by: timestamp.nullable(),
  })
  .meta({
    id: 'DeadLetterRequeued',
    examples: [
      {
        message_id: 'msg-001',
        conversation_id: 'conv-001',
        agent: 'DataAnalyzer',
        status: 'delivered',
        requeued: true,
        requeues: 1,
        requeued_at: '2025-09-10T16:02:00Z',
        reply_by: null,
      },
    ],
  });
export type DeadLetterRequeued = z.infer<typeof deadLetterRequeued>;

/** Puts back all that a filter means, the oldest first. */
export const requeueDeadLetters = z
  .strictObject({
    filter: deadLetterFilter,
    limit: z.int().min(1).max(1_000).default(1_000),
    dry_run: z.boolean().default(false),
    timeout: durationText.optional(),
  })
  .meta({
    id: 'RequeueDeadLetters',
    examples: [{ filter: { code: 'MODEL_OVERLOADED' }, dry_run: true }],
  });
export type RequeueDeadLetters = z.infer<typeof requeueDeadLetters>;

export const deadLettersRequeued = z
  .object({
    dry_run: z.boolean(),
    matched: z.int(),
    requeued: z.int(),
    message_ids: z.array(messageId).meta({ description: 'Put back, or to be put back.' }),
    skipped: z.array(z.object({ message_id: messageId, code: z.string(), reason: z.string() })),
    more: z.boolean().meta({ description: 'The filter means more than `limit`: ask again.' }),
  })
  .meta({
    id: 'DeadLettersRequeued',
    examples: [
      {
        dry_run: false,
        matched: 2,
        requeued: 2,
        message_ids: ['msg-001', 'msg-002'],
        skipped: [],
        more: false,
      },
    ],
  });
export type DeadLettersRequeued = z.infer<typeof deadLettersRequeued>;

export const deadLetterDiscarded = z
  .object({
    message_id: messageId,
    conversation_id: conversationId,
    state: z.literal('discarded'),
    discarded_at: timestamp,
    discarded_by: z.string(),
  })
  .meta({
    id: 'DeadLetterDiscarded',
    examples: [
      {
        message_id: 'msg-001',
        conversation_id: 'conv-001',
        state: 'discarded',
        discarded_at: '2025-09-10T16:02:00Z',
        discarded_by: 'api_client',
      },
    ],
  });
export type DeadLetterDiscarded = z.infer<typeof deadLetterDiscarded>;
