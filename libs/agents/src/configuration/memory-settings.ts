import { memorySettingsFields, type AgentUpdate } from '#protocol';
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
  const { max_entries, ...parts } = change.memory ?? {};
  return {
    ...kept,
    enabled: enabled ?? kept.enabled,
    scope: scope ?? kept.scope,
    ...(max_entries === undefined ? {} : { max_entries }),
    ...changePart('settings', kept, parts),
    ...changePart('context_preparation', kept, parts),
  };
}

/** One of the objects in `memory`, after a change of some of its settings. */
function changePart<Part extends 'settings' | 'context_preparation'>(
  part: Part,
  before: MemorySettings,
  change: NonNullable<AgentUpdate['memory']>,
): Pick<MemorySettings, Part> | Record<string, never> {
  const given = change[part];
  if (given === undefined) return {};
  const fields: readonly string[] = memorySettingsFields[part];
  const known = Object.entries(given).filter(([name]) => fields.includes(name));
  return { [part]: { ...before[part], ...Object.fromEntries(known) } } as Pick<
    MemorySettings,
    Part
  >;
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
