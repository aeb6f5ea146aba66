import type { Group } from '../calls/methods.js';

/** What became of messages; sending has calls of its own. */
export const messages = {
  /** Gives a message with how it went. */
  get: 'getMessage',
  /** Explains why a message went where it went. */
  route: 'getMessageRoute',
  /** Lists what its turn did. */
  steps: 'listMessageSteps',
  /** Stops a message and what it caused. */
  cancel: 'cancelMessage',
} as const satisfies Group;
