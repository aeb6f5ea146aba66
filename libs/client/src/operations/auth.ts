import type { Group } from '../calls/methods.js';

/** Logging in, and who one is. */
export const auth = {
  /** Gives a token for a name and a password. */
  login: 'login',
  /** Gives new tokens for a refresh token. */
  refresh: 'refresh',
  /** Ends a login. */
  logout: 'logout',
  /** Changes the password of whoever calls. */
  changePassword: 'changePassword',
  /** Tells whom the server takes the caller for. */
  me: 'tellIdentity',
} as const satisfies Group;
