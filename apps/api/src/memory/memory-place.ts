import { fieldErrors, type MemoryScope } from '#protocol';
import type { Caller } from '#platform';
import type { AgentRegistry } from '#agents';
import { placeOf, placesInSight, type Place } from '#memory';

/** Whose memory a request means, as it says it. */
export interface MemoryTarget {
  readonly agent_id: string;
  readonly memory_scope?: MemoryScope | 'agent-only' | undefined;
  readonly conversation_id?: string | undefined;
}

/** An agent's own settings of its memory. */
export interface AgentMemorySettings {
  readonly enabled: boolean;
  readonly scope: MemoryScope;
}

/** @throws {ProtocolError} AGENT_NOT_FOUND */
export async function readSettings(
  registry: AgentRegistry,
  caller: Caller,
  agent: string,
): Promise<AgentMemorySettings> {
  const { memory } = await registry.get(caller, agent);
  return { enabled: memory.enabled, scope: memory.scope as MemoryScope };
}

/** Where a request writes: the scope that it names, else the agent's. */
export function targetPlace(
  { agent_id: agent, memory_scope, conversation_id: conversationId }: MemoryTarget,
  settings: AgentMemorySettings,
): Place {
  const scope = memory_scope === 'agent-only' ? 'agent' : (memory_scope ?? settings.scope);
  const place = placeOf(scope, { agent, conversationId });
  if (place !== undefined) return place;
  throw fieldErrors('INVALID_REQUEST', [
    {
      field: 'conversation_id',
      rule: 'required',
      message: 'is required: the memory scope is conversation',
    },
  ]);
}

/** Where a request looks: the scope that it names, else everywhere the agent may look. */
export function targetPlaces(target: MemoryTarget, settings: AgentMemorySettings): Place[] {
  if (target.memory_scope !== undefined) return [targetPlace(target, settings)];
  return placesInSight({ agent: target.agent_id, conversationId: target.conversation_id });
}
