import type { Tx } from '#platform';
import { unauthorized } from '../access/unauthorized.js';
import { holdOpenWorkspace } from './workspace.repository.js';

/**
 * Thrown when the caller's workspace is removed, for their credentials have ended with it: UNAUTHORIZED. Otherwise it
 * is not removed before the transaction ends.
 */
export async function refuseRemoved(tx: Tx): Promise<void> {
  if (await holdOpenWorkspace(tx, tx.caller.workspace)) return;
  throw unauthorized('The workspace has been removed', 'Use credentials of another workspace');
}
