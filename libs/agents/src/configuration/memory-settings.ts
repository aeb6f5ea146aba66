import type { AgentUpdate } from '#protocol';
import type { MemorySettings } from './configuration.js';

const defaultMemory: MemorySettings = { enabled: false, scope: 'workspace' };

/** The fields of a body that speak of memory; the flat ones are older spellings. */
export const memoryFields: readonly string[] = ['memory', 'memory_enabled', 'memory_scope'];

/**
 * The memory settings after a change, one by one. The nested spelling wins over the flat one. Whoever
 * only says who shares the memory wants one, so a scope alone switches memory on.
 */
export function changeMemory(
  before: MemorySettings | undefined,
  change: AgentUpdate,
): MemorySettings {
  const { enabled, scope } = flatten(change);
  const isWanted = scope !== undefined || change.memory !== undefined;
  const kept = before ?? { ...defaultMemory, enabled: isWanted };
  return { enabled: enabled ?? kept.enabled, scope: scope ?? kept.scope };
}

function flatten({ memory = {}, memory_enabled, memory_scope }: AgentUpdate): {
  enabled: boolean | undefined;
  scope: MemorySettings['scope'] | undefined;
} {
  const scope = memory.scope ?? memory_scope;
  return {
    enabled: memory.enabled ?? memory_enabled,
    scope: scope === 'agent-only' ? 'agent' : scope,
  };
}
