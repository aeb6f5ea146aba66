import type { Caller } from '#platform';
import type { Lease } from './mailbox/turn.js';

/** In whose name the turns of an agent read and write: its own. */
export function onBehalfOf({
  workspace,
  agentName: principal,
}: Pick<Lease, 'workspace' | 'agentName'>): Caller {
  return { workspace, principal };
}
