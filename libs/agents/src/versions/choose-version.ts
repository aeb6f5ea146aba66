import { createHash } from 'node:crypto';

/** Between which versions the conversations of an agent are split, as its row has it. */
export interface VersionSplit {
  /** Another split shares the conversations out anew. */
  readonly id: string;
  /** RFC 3339. */
  readonly started_at: string;
  readonly arms: readonly SplitArm[];
}

/** One of the versions, with its part compared with the others. */
interface SplitArm {
  readonly version: number;
  readonly weight: number;
}

/** What decides which version of an agent works in a conversation. */
export interface VersionFacts {
  readonly conversationId: string;
  /** The newest. */
  readonly current: number;
  readonly split: VersionSplit | null;
  /** The version that the conversation keeps. Nothing: the agent pins none, or it has not begun. */
  readonly pinned: number | null;
}

/**
 * The version that works: the one that the conversation keeps, else the one that a split gives it, else the newest.
 * A split gives a conversation the same version each time it is asked, in every process; of two versions a
 * change of the weights moves only as many conversations as it must, of more it moves some between their neighbours too.
 */
export function chooseVersion({ conversationId, current, split, pinned }: VersionFacts): number {
  if (pinned !== null) return pinned;
  if (split === null) return current;
  const total = split.arms.reduce((sum, { weight }) => sum + weight, 0);
  let left = pointOf(split.id, conversationId) * total;
  for (const { version, weight } of split.arms) {
    if (left < weight) return version;
    left -= weight;
  }
  return current;
}

/** From 0 to 1, spread evenly over conversations. */
function pointOf(splitId: string, conversationId: string): number {
  const hash = createHash('sha256')
    .update(JSON.stringify([splitId, conversationId]))
    .digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}
