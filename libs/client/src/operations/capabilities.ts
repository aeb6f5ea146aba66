import type { Group } from '../calls/methods.js';

/** What agents can do. */
export const capabilities = {
  /** Lists what the agents can do. */
  list: 'listCapabilities',
  /** Gives a capability with its providers. */
  get: 'getCapability',
  /** Finds capabilities by meaning. */
  search: 'searchCapabilities',
} as const satisfies Group;
