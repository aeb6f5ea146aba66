import type { AgentVersion } from '#agents';
import type { MemoryUse } from '#runtime';

/** Characters of one token, as budgets count them. */
const charactersPerToken = 4;

/** What an agent does that says nothing of it. Why 0.4: docs/memory.md. */
const usual = {
  auto_store: true,
  search_threshold: 0.4,
  max_results: 10,
  hybrid_search: true,
  exclude_patterns: [] as readonly string[],
};

/**
 * How an agent uses its memory, defaults filled in; nothing when it has none. Code says itself what is to be
 * remembered, so its turns are learned from only when that is asked for.
 */
export function memoryUseOf({
  kind,
  configuration: { memory },
}: Pick<AgentVersion, 'kind' | 'configuration'>): MemoryUse | undefined {
  if (!memory.enabled) return undefined;
  const settings = { ...usual, auto_store: kind !== 'code', ...memory.settings };
  const context = { enabled: true, ...memory.context_preparation };
  const { max_context_length: length } = context;
  return {
    scope: memory.scope,
    learns: settings.auto_store,
    isShown: context.enabled,
    most: settings.max_results,
    minSimilarity: settings.search_threshold,
    hybrid: settings.hybrid_search,
    contextTokens: length === undefined ? undefined : Math.floor(length / charactersPerToken),
    excluded: settings.exclude_patterns,
    maxEntries: memory.max_entries,
  };
}
