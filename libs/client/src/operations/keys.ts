import type { Group } from '../calls/methods.js';

/** Credentials of programs. */
export const keys = {
  /** Lists the keys. */
  list: 'listKeys',
  /** Makes a key, which is told once. */
  create: 'createKey',
  /** Gives a key without its secret. */
  get: 'getKey',
  /** Ends a key. */
  revoke: 'revokeKey',
  /** Makes the successor of a key. */
  rotate: 'rotateKey',
} as const satisfies Group;
