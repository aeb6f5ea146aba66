import { z } from 'zod';
import { agentName, conversationId, memoryScope, mergeStrategies } from '#protocol';
import { querySwitch } from '../http/query-parts.js';

const owner = {
  agent_id: agentName.optional(),
  conversation_id: conversationId.optional(),
  memory_scope: memoryScope.optional(),
};

/** Query of an export. */
export const exportOptions = z.strictObject({
  ...owner,
  format: z.enum(['json', 'jsonl']).default('json').meta({
    description: '`jsonl`: a record a line, and a last line that says that the export is whole.',
  }),
  include_embeddings: querySwitch('Whether vectors come along; false if not said.').default(false),
});
export type ExportOptions = z.infer<typeof exportOptions>;

/** Query of an import. */
export const importOptions = z.strictObject({
  ...owner,
  merge_strategy: z
    .enum(mergeStrategies)
    .default('update_existing')
    .meta({
      description:
        'What becomes of what is known under the same name but different: it is merged, kept, replaced, ' +
        'or the import stops there with 409.',
    }),
  dry_run: querySwitch('Whether to check everything and store nothing.').default(false),
});
export type ImportOptions = z.infer<typeof importOptions>;

/** What a document may say of itself before the export in it; the query says the same. */
export const importEnvelope = z.strictObject({
  ...owner,
  merge_strategy: z.enum(mergeStrategies).optional(),
  dry_run: z.boolean().optional(),
});
