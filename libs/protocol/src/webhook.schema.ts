import { z } from 'zod';
import type { ConversationEventType } from './event.js';
import { deploymentWarning } from './agent.schema.js';
import { agentName, capabilityName, conversationId, timestamp } from './ids.js';
import { jsonObject } from './json.js';

/** Told of no conversation: that another webhook of the workspace was disabled. */
const disabledEvent = 'webhook.disabled';

/** Told of no conversation either: that every message of a batch has ended. */
const batchEvent = 'batch.completed';

/** What a webhook may be told, by the names of the contract, and how the conversation's log calls it. */
export const webhookEventSources = {
  'message.response': 'message.replied',
  'conversation.complete': 'conversation.completed',
  'message.accepted': 'message.accepted',
  'message.sent': 'message.sent',
  'message.failed': 'message.failed',
  'message.expired': 'message.expired',
  'message.cancelled': 'message.cancelled',
  'message.requeued': 'message.requeued',
  'turn.started': 'turn.started',
  'turn.retried': 'turn.retried',
  'turn.suspended': 'turn.suspended',
  'tool.called': 'tool.called',
  'tool.returned': 'tool.returned',
  'approval.requested': 'approval.requested',
  'approval.decided': 'approval.decided',
  'approval.expired': 'approval.expired',
  'artifact.created': 'artifact.created',
  'delegation.failed': 'delegation.failed',
  [batchEvent]: batchEvent,
  [disabledEvent]: disabledEvent,
} as const satisfies Record<
  string,
  ConversationEventType | typeof batchEvent | typeof disabledEvent
>;
export type WebhookEvent = keyof typeof webhookEventSources;

/** Every event that a webhook may be registered for. */
export const webhookEvents = Object.keys(webhookEventSources) as WebhookEvent[];
const webhookEvent = z.enum(webhookEvents).meta({ id: 'WebhookEvent' });

/** Never subscribed to: what POST /webhooks/{id}/test sends. */
export const testEvent = 'webhook.test';

/** Events about webhooks themselves, whatever a filter says. */
export const noticeEvents = [disabledEvent, testEvent] as const;

/** Events about batches, whatever a filter says. */
export const batchEvents = [batchEvent] as const;

const receiver = z
  .url({
    protocol: /^https?$/,
    // One that is left out is told to be required, as every field is.
    error: ({ input }) =>
      input === undefined ? undefined : 'must be a URL that starts with https:// or http://',
  })
  .max(2_048)
  .refine((text) => !/^[a-z]+:\/\/[^/?#]*@/i.test(text), 'must hold no credentials')
  .meta({ examples: ['https://your-app.com/webhooks/caxton'] });

const events = z
  .array(webhookEvent)
  .min(1)
  .max(webhookEvents.length)
  .meta({ description: 'What the receiver is told of.' });

const filter = z
  .strictObject({
    capabilities: z.array(capabilityName).min(1).max(100).optional(),
    agents: z.array(agentName).min(1).max(100).optional(),
    conversations: z.array(conversationId).min(1).max(100).optional(),
  })
  .meta({
    id: 'WebhookFilter',
    description:
      'Only events that bear on one of these; what is left out bounds nothing. An answer bears on the ' +
      'capability that was asked, the end of a conversation on every capability in it.',
  });
export type WebhookFilter = z.infer<typeof filter>;

const authentication = z
  .strictObject({
    type: z.literal('bearer'),
    token: z
      .string()
      .regex(/^[\x21-\x7e]{1,1024}$/, 'must be 1 to 1,024 visible ASCII characters')
      .meta({ writeOnly: true }),
  })
  .meta({
    id: 'WebhookAuthentication',
    description: 'Sent as `Authorization: Bearer`. Never shown.',
  });

const description = z.string().trim().min(1).max(200);

export const webhookRegistration = z
  .strictObject({
    url: receiver,
    events,
    filter: filter.optional(),
    authentication: authentication.optional(),
    description: description.optional(),
  })
  .meta({ id: 'WebhookRegistration' });
export type WebhookRegistration = z.infer<typeof webhookRegistration>;

export const webhookChange = z
  .strictObject({
    url: receiver.optional(),
    events: events.optional(),
    filter: filter.nullable().optional(),
    authentication: authentication.nullable().optional(),
    description: description.nullable().optional(),
    enabled: z.boolean().optional().meta({
      description: 'true begins anew: what waits is delivered, and failures are forgotten.',
    }),
  })
  .meta({ id: 'WebhookChange', examples: [{ events: ['message.response'] }] });
export type WebhookChange = z.infer<typeof webhookChange>;

export const webhookId = z
  .string()
  .regex(/^whk-[0-9a-f-]{36}$/, 'must be the webhook_id of a webhook')
  .meta({ id: 'WebhookId', examples: ['whk-0198c4a0-7a51-7c3e-9d2f-3b1a5c6d7e8f'] });

export const deliveryId = z
  .string()
  .regex(/^whd-[0-9a-f-]{36}$/, 'must be the delivery_id of a delivery')
  .meta({ id: 'DeliveryId', examples: ['whd-5f0c2d1e-8a4b-4c6d-9e7f-0a1b2c3d4e5f'] });

const instantOrNever = timestamp.nullable();

export const webhookView = z
  .object({
    webhook_id: z.string(),
    url: z.string(),
    events: z.array(webhookEvent),
    filter: filter.nullable(),
    authentication: z.object({ type: z.literal('bearer') }).nullable(),
    description: z.string().nullable(),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z
      .enum(['by_hand', 'gone', 'failing'])
      .nullable()
      .meta({ description: '`gone`: it answered 410. `failing`: nothing got through for 5 days.' }),
    failing_since: instantOrNever.meta({
      description: 'When the first of the failures was that no success has followed.',
    }),
    waiting: z.int().meta({ description: 'Deliveries that are still to be made, up to 10,000.' }),
    created_by: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
    signing_secret: z.string().optional().meta({
      description: 'What signatures are made with. Shown at registration and rotation only.',
    }),
    signing_secret_replaced: z
      .literal(true)
      .optional()
      .meta({
        description:
          'Of a repeated request: the secret of its first answer is gone, for it was rotated since. ' +
          'The present one is in the answer to whoever did that.',
      }),
    warnings: z.array(deploymentWarning).optional().meta({
      description: 'What the filter of the request names and nobody has now.',
    }),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhookView>;

export const webhookList = z
  .object({ webhooks: z.array(webhookView), total: z.int() })
  .meta({ id: 'WebhookList' });
export type WebhookList = z.infer<typeof webhookList>;

export const webhookRemoved = z
  .object({ webhook_id: z.string(), status: z.literal('removed') })
  .meta({ id: 'WebhookRemoved' });
export type WebhookRemoved = z.infer<typeof webhookRemoved>;

const deliveryStatuses = ['waiting', 'delivered', 'failed'] as const;

const deliveryAttempt = z
  .object({
    at: timestamp,
    status: z
      .int()
      .nullable()
      .meta({ description: 'HTTP status of the answer, if there was one.' }),
    problem: z.string().nullable(),
    duration_ms: z.int(),
  })
  .meta({ id: 'DeliveryAttempt' });
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

export const deliveryView = z
  .object({
    delivery_id: z.string().meta({ description: 'The header `webhook-id`, in every attempt.' }),
    webhook_id: z.string(),
    event: z.string(),
    conversation_id: z.string().nullable(),
    status: z.enum(deliveryStatuses),
    attempts: z.array(deliveryAttempt).meta({ description: 'The last 20.' }),
    next_attempt_at: instantOrNever.meta({ description: 'null while an attempt is made.' }),
    created_at: timestamp,
    settled_at: instantOrNever,
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof deliveryView>;

export const deliveryFilter = z.object({ status: z.enum(deliveryStatuses).optional() });

export const deliveryPage = z
  .object({ deliveries: z.array(deliveryView), next_cursor: z.string().optional() })
  .meta({ id: 'DeliveryPage' });
export type DeliveryPage = z.infer<typeof deliveryPage>;

export const webhookRecovery = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).meta({ description: 'At most 14 days ago.' }),
  })
  .meta({ id: 'WebhookRecovery', examples: [{ since: '2025-09-10T15:30:00Z' }] });
export type WebhookRecovery = z.infer<typeof webhookRecovery>;

export const webhookRecovered = z
  .object({
    webhook_id: z.string(),
    queued: z.int().meta({ description: 'Deliveries that are made now.' }),
  })
  .meta({ id: 'WebhookRecovered' });
export type WebhookRecovered = z.infer<typeof webhookRecovered>;

/** What a receiver is told, in `data`. */
const deliveredData = z
  .object({
    conversation_id: z.string(),
    conv_seq: z.int().meta({
      description: 'Number of the event in its conversation. Deliveries may overtake one another.',
    }),
    message_id: z.string().optional(),
    in_reply_to: z.string().optional(),
    performative: z.string().optional(),
    sender: z.string().optional(),
    agent: z.string().optional(),
    capability: z.string().optional(),
    content: jsonObject.optional(),
    details: jsonObject.optional().meta({ description: 'What else the log says of the event.' }),
    omitted: z.literal(true).optional().meta({
      description: 'The content would make the body larger than 256 KiB: read it at `path`.',
    }),
    path: z.string().optional(),
  })
  .meta({ id: 'WebhookData' });
export type WebhookData = z.infer<typeof deliveredData>;

/** The body of a delivery. */
export const webhookPayload = z
  .object({ type: webhookEvent, timestamp, data: deliveredData })
  .meta({ id: 'WebhookPayload' });
export type WebhookPayload = z.infer<typeof webhookPayload>;

/** The body of a delivery about a webhook itself. */
export const webhookNotice = z
  .object({
    type: z.enum(noticeEvents),
    timestamp,
    data: z.object({
      webhook_id: z.string(),
      reason: z.enum(['gone', 'failing']).optional(),
      description: z.string().optional(),
    }),
  })
  .meta({ id: 'WebhookNotice' });

/** The body of a delivery about a batch. */
export const batchNotice = z
  .object({
    type: z.enum(batchEvents),
    timestamp,
    data: z.object({
      batch_id: z.string(),
      accepted: z.int(),
      refused: z.int(),
      path: z.string().meta({ description: 'Where its results are.' }),
    }),
  })
  .meta({ id: 'BatchNotice' });
