import type { Group } from '../calls/methods.js';

/** The tenants of a server. */
export const workspaces = {
  /** Lists the workspaces. */
  list: 'listWorkspaces',
  /** Makes a workspace with its first admin. */
  create: 'createWorkspace',
  /** Gives a workspace. */
  get: 'getWorkspace',
  /** Removes a workspace. */
  remove: 'removeWorkspace',
} as const satisfies Group;
