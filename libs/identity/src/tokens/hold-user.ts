import type { Tx } from '#platform';
import { holdUserById, type KeptUser } from '../users/user.repository.js';
import { holdOpenWorkspace } from '../workspaces/workspace.repository.js';

/**
 * Whoever may be given tokens, as they are now: until the transaction ends neither they change nor is their workspace
 * removed. Nothing when they may not, or are gone.
 */
export async function holdActiveUser(
  tx: Tx,
  { id, workspace }: Pick<KeptUser, 'id' | 'workspace'>,
): Promise<KeptUser | undefined> {
  if (!(await holdOpenWorkspace(tx, workspace))) return undefined;
  const user = await holdUserById(tx, id);
  return user?.disabledAt === undefined ? user : undefined;
}

/** The same for somebody whose password was checked a moment ago: nothing when it has changed since. */
export async function holdChecked(tx: Tx, checked: KeptUser): Promise<KeptUser | undefined> {
  const user = await holdActiveUser(tx, checked);
  return user?.passwordHash === checked.passwordHash ? user : undefined;
}
