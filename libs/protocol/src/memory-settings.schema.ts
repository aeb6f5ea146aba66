import { z } from 'zod';

/** Who shares what an agent remembers. `agent-only` is another spelling of `agent`. */
const memoryScopes = ['agent', 'agent-only', 'conversation', 'workspace', 'global'] as const;

/** A scope as the configuration of an agent may spell it. */
export const configuredScope = z.enum(memoryScopes);

/** What is learned from turns, and what of it is shown to later ones. */
const use = {
  /** Whether it learns from its turns by itself. @default true */
  auto_store: z.boolean().optional(),
  /** Least cosine to a request of what is shown in its turn. @default 0.4 */
  search_threshold: z.number().min(0).max(1).optional(),
  /** Memories that one turn is shown at most. @default 10 */
  max_results: z.int().min(0).max(50).optional(),
  /** Whether what holds every word of the request counts as well, however far its meaning. @default true */
  hybrid_search: z.boolean().optional(),
  /** What holds one of these texts is never learned. Plain text, in any case. @default none */
  exclude_patterns: z.array(z.string().min(2).max(100)).max(50).optional(),
};

/** How memories get into the prompt. */
const contextPreparation = {
  /** @default true */
  enabled: z.boolean().optional(),
  /** Characters of the prompt that memories may take. @default a quarter of the budget */
  max_context_length: z.int().min(100).max(200_000).optional(),
};

const parts = {
  enabled: z.boolean().optional(),
  scope: configuredScope.optional(),
  /** Entities of its scope beyond which it learns nothing new. @default no limit of its own */
  max_entries: z.int().min(1).max(1_000_000).optional(),
  settings: z.looseObject(use).optional(),
  context_preparation: z.looseObject(contextPreparation).optional(),
};

/** The `memory` of an agent's configuration: quick start section 1, caxton-facts §5. */
export const memorySettings = z
  .looseObject(parts)
  .meta({ id: 'MemorySettings', description: 'What the agent remembers and who shares it.' });

/** Names that each part of `memory` may use; others are kept out and reported as a warning. */
export const memorySettingsFields = {
  memory: Object.keys(parts),
  settings: Object.keys(use),
  context_preparation: Object.keys(contextPreparation),
} as const satisfies Readonly<Record<string, readonly string[]>>;
