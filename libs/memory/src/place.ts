import type { MemoryScope } from '#protocol';

/**
 * Who shares a memory, as it is stored: `workspace`, `global`, `agent:<name>`, `conversation:<id>`.
 * Global memories belong to no workspace.
 */
export type Place = string;

/** Global rows carry this instead of a workspace: every workspace sees them. */
export const everyWorkspace = '*';

/** Whose memory is meant. */
export interface Owner {
  readonly agent: string;
  /** Needed for the scope `conversation`. */
  readonly conversationId?: string | undefined;
}

/** The place of a scope. Nothing when the scope is `conversation` and none is named. */
export function placeOf(scope: MemoryScope, { agent, conversationId }: Owner): Place | undefined {
  switch (scope) {
    case 'agent':
      return `agent:${agent}`;
    case 'conversation':
      return conversationId === undefined ? undefined : `conversation:${conversationId}`;
    case 'workspace':
    case 'global':
      return scope;
  }
}

/** The scope of a place. */
export function scopeOf(place: Place): MemoryScope {
  const [scope] = place.split(':', 1);
  return scope as MemoryScope;
}

/**
 * Where an agent may look: into its own memory, that of the conversation it is in, and those that
 * everybody of its workspace shares. Never into that of another agent or another conversation.
 */
export function placesInSight(owner: Owner): Place[] {
  return (['agent', 'conversation', 'workspace', 'global'] as const).flatMap(
    (scope) => placeOf(scope, owner) ?? [],
  );
}

/** The workspace that a row of a place carries. */
export function workspaceOf(place: Place, workspace: string): string {
  return place === 'global' ? everyWorkspace : workspace;
}
