import { z } from 'zod';
import { agentName, conversationId, messageId, timestamp } from './ids.js';
import { jsonObject } from './json.js';

/** Given by the server; sorts by time. */
export const approvalId = z
  .string()
  .max(64)
  .regex(/^apr-[0-9a-f-]+$/, 'must be the id of an approval, such as apr-0199…')
  .meta({
    id: 'ApprovalId',
    description: 'Id of the approval.',
    examples: ['apr-0199c1a2-5f0e-7c3d-9a51-3f2d8c1b7e60'],
  });

/**
 * `pending`: somebody has to decide. `approved`, `edited` (approved with other arguments) and `denied` are
 * decisions. `expired`: nobody decided in time. `withdrawn`: nobody needs the decision any more, because
 * the message has ended or was cancelled.
 */
const approvalStatus = z
  .enum(['pending', 'approved', 'edited', 'denied', 'expired', 'withdrawn'])
  .meta({ id: 'ApprovalStatus' });
export type ApprovalStatus = z.infer<typeof approvalStatus>;

/** Which approvals are meant. Nothing named: all of them. */
export const approvalFilter = z.strictObject({
  status: approvalStatus.optional().meta({ description: 'Only those that stand so.' }),
  agent: agentName.optional().meta({ description: 'Only what this agent asks for.' }),
  conversation: conversationId.optional().meta({ description: 'Only of this conversation.' }),
});
export type ApprovalFilter = z.infer<typeof approvalFilter>;

const example = {
  approval_id: 'apr-0199c1a2-5f0e-7c3d-9a51-3f2d8c1b7e60',
  id: 'apr-0199c1a2-5f0e-7c3d-9a51-3f2d8c1b7e60',
  status: 'pending' as const,
  kind: 'tool' as const,
  name: 'http_client',
  arguments: { url: 'https://shop.example/refunds', method: 'POST', json: { order: 7 } },
  argument_schema: { type: 'object', required: ['url'] },
  why: null,
  agent: 'RefundDesk',
  message_id: 'msg-001',
  conversation_id: 'conv-001',
  requested_at: '2025-09-10T15:35:00Z',
  expires_at: '2025-09-11T15:35:00Z',
  decided_at: null,
  decided_by: null,
  reason: null,
  decided_arguments: null,
};

/** What a suspended turn asks of people, and what they decided. */
export const approval = z
  .object({
    approval_id: approvalId,
    id: approvalId.meta({ description: 'The same as `approval_id`.' }),
    status: approvalStatus,
    kind: z.enum(['tool', 'code']).meta({
      description:
        '`tool`: a call that a model wants to make. `code`: what a code agent asks for under a name.',
    }),
    name: z.string().meta({ description: 'The tool, or the name that the code agent gave.' }),
    arguments: z.json().meta({ description: 'Exactly what the agent wants to do it with.' }),
    argument_schema: jsonObject.nullable().meta({
      description: 'JSON Schema that edited arguments must fit. Null: they may be any object.',
    }),
    why: z.string().nullable().meta({ description: 'What the agent says about it.' }),
    agent: agentName,
    message_id: messageId.meta({ description: 'The message whose turn waits.' }),
    conversation_id: conversationId,
    requested_at: timestamp,
    expires_at: timestamp,
    decided_at: timestamp.nullable(),
    decided_by: z.string().nullable(),
    reason: z.string().nullable(),
    decided_arguments: jsonObject.nullable().meta({
      description: 'What it is done with instead, when it was edited.',
    }),
  })
  .meta({ id: 'Approval', examples: [example] });
export type Approval = z.infer<typeof approval>;

export const approvalList = z
  .object({ approvals: z.array(approval), next_cursor: z.string().optional() })
  .meta({ id: 'ApprovalList', examples: [{ approvals: [example] }] });
export type ApprovalList = z.infer<typeof approvalList>;

/** A person's decision. The first one counts. */
export const approvalDecision = z
  .strictObject({
    decision: z.enum(['approve', 'deny', 'edit']).meta({
      description: '`edit` approves it with the `arguments` given here.',
    }),
    arguments: jsonObject.optional().meta({
      description: 'Of `edit`: what it is to be done with. Checked against the JSON Schema.',
    }),
    reason: z.string().min(1).max(2_000).optional().meta({
      description: 'Why. The agent is told.',
    }),
    decided_by: z.string().min(1).max(200).optional().meta({
      description: 'Who decided, in words of your own. Without it: who called.',
    }),
  })
  .refine(({ decision, arguments: given }) => (decision === 'edit') === (given !== undefined), {
    path: ['arguments'],
    error: 'is needed for edit, and for edit only',
  })
  .meta({
    id: 'ApprovalDecision',
    examples: [
      { decision: 'approve', reason: 'The customer is right.', decided_by: 'ada' },
      {
        decision: 'edit',
        arguments: { url: 'https://shop.example/refunds', method: 'POST', json: { order: 8 } },
      },
      { decision: 'deny', reason: 'Order 7 was never paid.' },
    ],
  });
export type ApprovalDecision = z.infer<typeof approvalDecision>;
