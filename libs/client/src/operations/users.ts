import type { Group } from '../calls/methods.js';

/** The people of a workspace. */
export const users = {
  /** Lists the users. */
  list: 'listUsers',
  /** Makes a user. */
  create: 'createUser',
  /** Gives a user. */
  get: 'getUser',
  /** Changes a user. */
  change: 'changeUser',
  /** Removes a user. */
  remove: 'removeUser',
} as const satisfies Group;
