import type { MemoryScope } from '#protocol';
import { placeOf, placesInSight, type Place, type Selection } from '#memory';

/** Whose memory is to be moved, as a request says it. */
export interface MovedMemory {
  readonly agent_id?: string | undefined;
  readonly conversation_id?: string | undefined;
  readonly memory_scope?: MemoryScope | 'agent-only' | undefined;
}

/**
 * A scope without its owner is that of every owner; an owner without a scope is all that the agent may
 * recall; neither is everything.
 */
export function selectionOf({ agent_id, conversation_id, memory_scope }: MovedMemory): Selection {
  const scope = memory_scope === 'agent-only' ? 'agent' : memory_scope;
  if (scope !== undefined) return selectionOfScope(scope, agent_id, conversation_id);
  if (agent_id !== undefined) {
    return { places: placesInSight({ agent: agent_id, conversationId: conversation_id }) };
  }
  if (conversation_id === undefined) return 'all';
  return selectionOfScope('conversation', agent_id, conversation_id);
}

function selectionOfScope(
  scope: MemoryScope,
  agent: string | undefined,
  conversationId: string | undefined,
): Selection {
  const place = placeOfOwner(scope, agent, conversationId);
  if (place !== undefined) return { places: [place] };
  return { everyOwnerOf: scope === 'agent' ? 'agent' : 'conversation' };
}

/** Nothing when the scope has owners and none is named. */
export function placeOfOwner(
  scope: MemoryScope,
  agent: string | null | undefined,
  conversationId: string | null | undefined,
): Place | undefined {
  if (scope === 'agent' && typeof agent !== 'string') return undefined;
  return placeOf(scope, { agent: agent ?? '', conversationId: conversationId ?? undefined });
}
