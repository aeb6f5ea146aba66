import { z } from 'zod';
import { boundedElsewhere, parseDuration } from './duration.js';
import { agentName, capabilityName, conversationId, timestamp } from './ids.js';

const longestMs = 36_525 * 86_400_000;

/** How long ago, up to a hundred years. */
const age = boundedElsewhere
  .refine((text) => parseDuration(text) <= longestMs, 'must be at most 36525d')
  .meta({ description: 'A duration such as 24h or 90d.', examples: ['24h'] });

const among = {
  agent: agentName.optional().meta({ description: 'Only those that this agent takes part in.' }),
  capability: capabilityName.optional().meta({ description: 'Only those in which it was asked.' }),
};
const rehearsal = z.boolean().default(false).meta({ description: 'Only count; change nothing.' });

/** Which conversations to archive: quick start section 15. One in which something is pending never is. */
export const archiveRequest = z
  .strictObject({
    older_than: age.meta({ description: 'Whose last activity is longer ago than this.' }),
    status: z.enum(['completed']).default('completed'),
    ...among,
    dry_run: rehearsal,
  })
  .meta({ id: 'ArchiveRequest', examples: [{ older_than: '24h', status: 'completed' }] });
export type ArchiveRequest = z.infer<typeof archiveRequest>;

/** Which archived conversations to bring back. */
export const restoreRequest = z
  .strictObject({
    archived_within: age.optional().meta({ description: 'Archived no longer ago than this.' }),
    conversation_ids: z.array(conversationId).min(1).max(500).optional(),
    ...among,
    dry_run: rehearsal,
  })
  .refine(
    ({ archived_within: within, conversation_ids: ids, agent, capability }) =>
      [within, ids, agent, capability].some((each) => each !== undefined),
    {
      error: 'is required, or one of the other filters: say which to restore',
      path: ['archived_within'],
    },
  )
  .meta({ id: 'RestoreRequest', examples: [{ archived_within: '1h' }] });
export type RestoreRequest = z.infer<typeof restoreRequest>;

/** Which conversations to delete, with all that was said in them. */
export const deleteRequest = z
  .strictObject({
    older_than: age.meta({ description: 'Whose last activity is longer ago than this.' }),
    status: z.enum(['archived', 'completed']).default('archived'),
    ...among,
    dry_run: rehearsal,
  })
  .meta({ id: 'DeleteConversations', examples: [{ older_than: '365d', status: 'archived' }] });
export type DeleteRequest = z.infer<typeof deleteRequest>;

export const operationId = z
  .string()
  .regex(/^opn-[0-9a-f-]{36}$/, 'must be the operation_id of an operation')
  .meta({ id: 'OperationId', examples: ['opn-0198c4a0-7a51-7c3e-9d2f-3b1a5c6d7e8f'] });

const keepingActions = ['archive', 'restore', 'delete'] as const;
export type KeepingAction = (typeof keepingActions)[number];

/** What is done to many conversations, perhaps in the background. */
export const conversationOperation = z
  .object({
    operation_id: z.string().nullable().meta({ description: 'null: a dry run.' }),
    action: z.enum(keepingActions),
    status: z.enum(['running', 'completed', 'cancelled']),
    dry_run: z.boolean(),
    count: z.int().meta({ description: 'Conversations so far, or that it would be.' }),
    is_whole: z.boolean().meta({
      description: 'Of a dry run: false when counting took too long and there are more.',
    }),
    filter: z
      .object({
        status: z.enum(['completed', 'archived']),
        last_activity_before: timestamp.optional(),
        archived_after: timestamp.optional(),
        agent: z.string().optional(),
        capability: z.string().optional(),
        conversation_ids: z.array(conversationId).optional(),
      })
      .meta({ description: 'Which conversations are meant.' }),
    created: timestamp,
    ended: timestamp.nullable(),
    progress_url: z.string().nullable(),
  })
  .meta({ id: 'ConversationOperation' });
export type ConversationOperation = z.infer<typeof conversationOperation>;

export const conversationOperationList = z
  .object({ operations: z.array(conversationOperation) })
  .meta({ id: 'ConversationOperationList' });
export type ConversationOperationList = z.infer<typeof conversationOperationList>;

/** One conversation that was archived, brought back or deleted. */
export const conversationKept = z
  .object({
    conversation_id: conversationId,
    status: z.enum(['archived', 'completed', 'active', 'deleted']),
  })
  .meta({ id: 'ConversationKept' });
export type ConversationKept = z.infer<typeof conversationKept>;
