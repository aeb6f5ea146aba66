import { z } from 'zod';
import { grants } from './grants.schema.js';
import { agentName, capabilityName, conversationId, messageId, timestamp } from './ids.js';
import { jsonObject } from './json.js';
import { messageStatus } from './message.schema.js';
import { performativeOut } from './performative.js';
import { stepState } from './step.schema.js';
import { waitingFor } from './waiting-for.schema.js';

/** A call of a tool in the turn on a message. */
const graphCall = z
  .object({ step: z.int(), tool: z.string(), state: stepState, duration_ms: z.number().nullable() })
  .meta({ id: 'GraphToolCall' });

/** A message, and what became of it. */
const graphNode = z
  .object({
    id: messageId,
    seq: z.int().meta({ description: 'Place in the conversation, from 1.' }),
    performative: performativeOut,
    sender: z.string(),
    receiver: z.string().optional(),
    capability: capabilityName.optional(),
    agent: agentName
      .optional()
      .meta({ description: 'Whose mail it is. Absent: a client reads it.' }),
    rule: z.string().optional().meta({
      description: 'The rule of its sender that sent it, such as `on_reply[0]`.',
    }),
    status: messageStatus.optional().meta({ description: 'Of mail only.' }),
    waiting_for: waitingFor,
    error_code: z.string().optional(),
    hops: z.int().meta({ description: 'How many messages caused it, one after another.' }),
    grants: grants.optional().meta({
      description: 'Which agents and capabilities its work may reach. Absent: all.',
    }),
    accepted_at: timestamp,
    started_at: timestamp.nullable(),
    settled_at: timestamp.nullable(),
    tool_calls: z.array(graphCall).optional().meta({
      description: 'What its turn called, the first 50, for as long as steps are kept.',
    }),
    artifacts: z.array(jsonObject).optional().meta({ description: 'Files attached to it.' }),
  })
  .meta({ id: 'GraphNode' });

/** `from` is an answer to `to`, or was sent by the turn on it. */
const graphEdge = z
  .object({ from: messageId, to: messageId, kind: z.enum(['in_reply_to', 'caused_by']) })
  .meta({ id: 'GraphEdge' });

/** Which message of a conversation led to which. */
export const conversationGraph = z
  .object({
    conversation_id: conversationId,
    message_count: z.int(),
    nodes: z.array(graphNode),
    edges: z.array(graphEdge).meta({
      description:
        'Of the messages of this page; they lead to earlier messages, also of pages before.',
    }),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'ConversationGraph' });
export type ConversationGraph = z.infer<typeof conversationGraph>;
