import { z } from 'zod';
import { deploymentWarning } from './agent.schema.js';
import { routingStrategy } from './capability.schema.js';
import { boundedElsewhere, durationText } from './duration.js';
import { grants } from './grants.schema.js';
import { agentName, capabilityName, conversationId, messageId, timestamp } from './ids.js';
import { instant } from './instant.js';
import { jsonObject, readObject } from './json.js';
import { performativeIn, performativeOut } from './performative.js';
import { waitingFor } from './waiting-for.schema.js';

/** A mark that is not understood would be taken for none: it is refused. */
const clientMetadata = readObject.refine(
  ({ tainted }) => tainted === undefined || typeof tainted === 'boolean',
  { path: ['tainted'], error: 'must be true (the content may be the words of others) or false' },
);

/** What a client sends: quick start sections 3 and 10. Needs content, and whom to send it to. For bodies that were read. */
export const sendMessage = z
  .object({
    capability: capabilityName.optional(),
    receiver: agentName.optional(),
    performative: performativeIn.default('request'),
    content: readObject,
    conversation_id: conversationId.nullish(),
    message_id: messageId.optional(),
    in_reply_to: messageId.optional().meta({
      description: 'A note for its reader: only what the agent says is the reply to a message.',
    }),
    reply_by: instant.optional(),
    timeout: durationText.optional(),
    routing_strategy: routingStrategy.optional(),
    follow_conversation: z.boolean().optional(),
    wait: z
      .union([boundedElsewhere, z.boolean()], {
        error: 'must be how long, such as "30s", or true or false',
      })
      .optional(),
    metadata: clientMetadata.optional(),
  })
  .refine(({ capability, receiver }) => (capability === undefined) !== (receiver === undefined), {
    error: 'is required: name either a capability or a receiver, not both',
    path: ['capability'],
  })
  .meta({
    id: 'SendMessage',
    description: 'A message to a capability (or, by exception, to one agent).',
    examples: [
      {
        capability: 'data-analysis',
        performative: 'request',
        content: {
          request: 'Analyze Q3 passenger trends',
          data_source: 'http://localhost:8080/examples/airline-passengers.csv',
          requirements: 'Focus on growth patterns and seasonality',
        },
        conversation_id: 'conv-001',
      },
    ],
  });
export type SendMessage = z.infer<typeof sendMessage>;

/**
 * How many messages and deliveries led to a request, one after another. Webhooks are sent with it; a receiver that
 * sends messages passes it on, so that a circle through it ends.
 */
export const hopHeader = 'caxton-hop';

/**
 * Where a message is. `delivered`: durably in a mailbox (or, for a reply, in the conversation).
 * `processing`: a turn is running. `waiting`: its turn is suspended, until people decide or what it waits for
 * comes. The others are terminal; exactly one of them is reached.
 */
const messageStatuses = [
  'delivered',
  'processing',
  'waiting',
  'completed',
  'failed',
  'expired',
  'cancelled',
] as const;
export const messageStatus = z.enum(messageStatuses).meta({ id: 'MessageStatus' });
export type MessageStatus = z.infer<typeof messageStatus>;

const settled: ReadonlySet<MessageStatus> = new Set([
  'completed',
  'failed',
  'expired',
  'cancelled',
]);

/** Whether a message has reached its one terminal state. */
export function isSettled(status: MessageStatus): boolean {
  return settled.has(status);
}

/** One message as a conversation shows it: quick start section 4. */
export const messageView = z
  .object({
    id: messageId,
    performative: performativeOut,
    sender: z.string(),
    receiver: z.string().optional(),
    capability_target: capabilityName.optional(),
    routed_to: agentName.optional(),
    in_reply_to: messageId.optional(),
    supersedes: messageId.optional().meta({
      description: 'The failure reply that this one takes the place of.',
    }),
    content: jsonObject,
    status: messageStatus.optional(),
    metadata: jsonObject.optional(),
    timestamp,
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof messageView>;

/** Answer to a sent message: quick start section 3; `reply` when the client asked to wait. */
export const messageAccepted = z
  .object({
    message_id: messageId,
    conversation_id: conversationId,
    routed_to: agentName,
    routing_strategy: routingStrategy,
    status: messageStatus,
    timestamp,
    deliveries: z.array(z.object({ message_id: messageId, routed_to: agentName })).optional(),
    follow_url: z.string().optional(),
    reply: messageView.nullish(),
    waiting_for: waitingFor,
    warnings: z.array(deploymentWarning).optional(),
  })
  .meta({
    id: 'MessageAccepted',
    examples: [
      {
        message_id: 'msg-001',
        conversation_id: 'conv-001',
        routed_to: 'DataAnalyzer',
        routing_strategy: 'best_match',
        status: 'delivered',
        timestamp: '2025-09-10T15:35:00Z',
      },
    ],
  });
export type MessageAccepted = z.infer<typeof messageAccepted>;

/** One agent that could have taken the message, and what spoke for it. */
const routeCandidate = z
  .object({
    agent: agentName,
    score: z.number(),
    load: z.number(),
    success_rate: z.number(),
    confidence: z.number(),
    specialization: z.number(),
    pending: z.int(),
    excluded: z.string().optional(),
  })
  .meta({ id: 'RouteCandidate' });
export type RouteCandidate = z.infer<typeof routeCandidate>;

/** Why a message goes, or went, where it does. */
export const routeExplanation = z
  .object({
    message_id: messageId.optional(),
    capability: capabilityName.optional(),
    routing_strategy: routingStrategy,
    routed_to: z.array(agentName),
    reason: z.string(),
    candidates: z.array(routeCandidate),
    decided_at: timestamp,
  })
  .meta({ id: 'RouteExplanation' });
export type RouteExplanation = z.infer<typeof routeExplanation>;

const refusedBecause = z.literal('NOT_GRANTED').optional().meta({
  description: 'It would not be sent: whoever asks may not reach that.',
});

/** A message that may follow from the answer of an agent, by the rules of its configuration. */
const foreseenMessage = z
  .object({
    agent: agentName,
    to: capabilityName,
    performative: performativeOut,
    when: z.string().optional().meta({ description: 'Under this condition only.' }),
    refused: refusedBecause,
  })
  .meta({ id: 'ForeseenMessage' });

/** An agent that may be told of the answer, because it subscribes to the capability. */
const foreseenSubscriber = z
  .object({
    agent: agentName,
    as: capabilityName,
    performative: performativeOut,
    when: z.string().optional().meta({ description: 'Under this condition only.' }),
    refused: refusedBecause,
  })
  .meta({ id: 'ForeseenSubscriber' });

/** Answer to `?dry_run=true`: what would happen; nothing is sent. */
export const messageDryRun = z
  .object({
    dry_run: z.literal(true),
    route: routeExplanation,
    on_reply: z.array(foreseenMessage).optional().meta({
      description: 'What would follow from the answers of the chosen agents.',
    }),
    subscribers: z.array(foreseenSubscriber).optional().meta({
      description: 'Who would be told of the answer.',
    }),
    warnings: z.array(deploymentWarning).optional(),
  })
  .meta({ id: 'MessageDryRun' });
export type MessageDryRun = z.infer<typeof messageDryRun>;

/** Everything the server knows of one message: its state, attempts, timings and tokens. */
export const messageDetail = messageView
  .extend({
    status: messageStatus,
    conversation_id: conversationId,
    attempts: z.int(),
    hops: z.int(),
    grants: grants.optional().meta({
      description: 'Which agents and capabilities its work may reach. Absent: all.',
    }),
    reply_by: timestamp.nullable(),
    timings: z.object({
      accepted_at: timestamp,
      started_at: timestamp.nullable(),
      settled_at: timestamp.nullable(),
      waited_ms: z.number().nullable(),
      duration_ms: z.number().nullable(),
    }),
    tokens: z.object({ input: z.int(), output: z.int() }),
    cost: z
      .number()
      .nullable()
      .describe('In the currency of CAXTON_PRICES; `null`: no price is known.'),
    model: z.object({ provider: z.string(), model: z.string() }).nullable(),
    agent_version: z.int().nullable(),
    error: jsonObject.nullable(),
    cancellation: z
      .object({
        requested_at: timestamp,
        requested_by: z.string(),
        reason: z.string().nullable(),
        because_of: messageId.nullable().meta({
          description: 'The message whose cancellation led to that of this one.',
        }),
      })
      .nullable()
      .meta({ description: 'Who wanted it cancelled. It may have ended before that.' }),
    replies: z.array(messageId),
    waiting_for: waitingFor,
  })
  .meta({ id: 'MessageDetail' });
export type MessageDetail = z.infer<typeof messageDetail>;
