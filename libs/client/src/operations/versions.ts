import type { Group } from '../calls/methods.js';

/** What an agent was, and which of its versions answer. */
export const versions = {
  /** Lists the versions of an agent, page by page. */
  list: 'listAgentVersions',
  /** Gives a version with its configuration. */
  get: 'getAgentVersion',
  /** Compares two versions. */
  diff: 'diffAgentVersions',
  /** Goes back to an earlier version; what it was becomes the newest. */
  rollBack: 'rollBackAgent',
  /** Splits conversations between versions. */
  split: 'splitAgent',
  /** Compares the versions between which conversations are split. */
  getSplit: 'getAgentSplit',
  /** Ends a split; the newest version goes on everywhere. */
  stopSplit: 'stopAgentSplit',
  /** Ends a split with one of its versions. */
  promote: 'promoteAgentVersion',
} as const satisfies Group;
