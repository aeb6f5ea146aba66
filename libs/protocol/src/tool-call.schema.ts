import { z } from 'zod';
import { toolName } from './agent.schema.js';
import { approvalId } from './approval.schema.js';
import { agentName, capabilityName, conversationId, messageId, timestamp } from './ids.js';
import { instant } from './instant.js';
import { jsonValue } from './json.js';

/**
 * How a call of a tool ended. `refused`: it was not made (allow-list, policy, taint, arguments, approval).
 * `unknown`: whether it took effect cannot be known.
 */
const callOutcome = z
  .enum(['running', 'ok', 'refused', 'failed', 'unknown'])
  .meta({ id: 'ToolCallOutcome' });
export type CallOutcome = z.infer<typeof callOutcome>;

/** Which calls are meant. Nothing named: all of them. */
export const toolCallFilter = z.strictObject({
  agent: agentName.optional().meta({ description: 'Only by this agent.' }),
  tool: toolName.optional().meta({ description: 'Only of this tool.' }),
  outcome: callOutcome.optional().meta({ description: 'Only those that ended so.' }),
  conversation: conversationId.optional().meta({ description: 'Only in this conversation.' }),
  message: messageId.optional().meta({ description: 'Only in the turn on this message.' }),
  since: instant.optional().meta({ description: 'Only those that began then or later.' }),
  until: instant.optional().meta({ description: 'Only those that began before then.' }),
});
export type ToolCallFilter = z.infer<typeof toolCallFilter>;

const toolCallRecord = z
  .object({
    message_id: messageId,
    step: z.int(),
    conversation_id: conversationId,
    agent: agentName,
    capability: capabilityName.nullable(),
    tool: z.string(),
    outcome: callOutcome,
    error_code: z.string().nullable(),
    arguments: jsonValue.meta({
      description: 'What it was made with; of long ones the beginning of their JSON.',
    }),
    approval_id: approvalId.nullable().meta({
      description:
        'What people decided about it, at `/api/v1/approvals/{id}`. Null: nobody was asked.',
    }),
    edited: z.boolean().meta({
      description: 'A person edited the arguments; the approval shows what the agent asked for.',
    }),
    attempts: z.int().meta({ description: 'How often it was begun.' }),
    idempotency_key: z.string().nullable(),
    started_at: timestamp,
    finished_at: timestamp.nullable(),
    duration_ms: z.number().nullable(),
  })
  .meta({ id: 'ToolCallRecord' });

/** The calls that agents made of tools, or wanted to make; the newest first. */
export const toolCallList = z
  .object({ tool_calls: z.array(toolCallRecord), next_cursor: z.string().optional() })
  .meta({ id: 'ToolCallList' });
export type ToolCallList = z.infer<typeof toolCallList>;
