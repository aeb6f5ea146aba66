import type { NewMessage, Turn } from '#messaging';
import { pingPong } from '../faults/failures.js';
import { TurnFailed } from '../runtime.errors.js';

/** What a turn may ask about the messages that led to its own. */
export interface Lineage {
  /** Ids of the agents whose turns led to it, and of the one whose turn it is. */
  agents(turn: Turn): Promise<ReadonlySet<string>>;
  /** How often the most repeated of these was sent before, word for word and to the same agent. */
  repeats(turn: Turn, messages: readonly NewMessage[]): Promise<number>;
}

/** Said so often before, with an answer of the other in between each time, it will be said for ever. */
const mostRepeats = 2;
/** A message that was sent twice before is the fifth of its chain at least: nobody looks earlier. */
const soonest = mostRepeats * 2;

/**
 * Agents that send each other the same words again and again make no progress.
 * @throws {TurnFailed} PING_PONG at the third time, which is long before the limit of hops
 */
export async function refuseRepeats(
  lineage: Lineage,
  turn: Turn,
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0 || turn.message.hops < soonest) return;
  if ((await lineage.repeats(turn, messages)) >= mostRepeats) throw new TurnFailed(pingPong);
}
