import { ProtocolError, type MemoryScope } from '#protocol';
import { defaultWorkspace, type Caller } from '#platform';

/**
 * Whoever may write into a memory that is shared may not take it from all who share it: that of a workspace is cleared
 * by whoever is not bounded by grants, that of all workspaces by whoever of them is of the workspace `default`.
 * Thrown otherwise: FORBIDDEN.
 */
export function refuseClearing({ grants, workspace }: Caller, scope: MemoryScope): void {
  if (scope === 'agent' || scope === 'conversation') return;
  if (grants !== undefined)
    throw forbidden(
      'Others share this memory, and you are granted some agents only',
      'Clear what the agent alone knows with memory_scope=agent, or retract single facts',
    );
  if (scope === 'global' && workspace !== defaultWorkspace)
    throw forbidden(
      'Every workspace shares this memory',
      'Ask an admin of the server, or retract single facts',
    );
}

function forbidden(message: string, suggestion: string): ProtocolError {
  return new ProtocolError('FORBIDDEN', message, { suggestion });
}
