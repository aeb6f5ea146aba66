import type { LoggedEvent } from '#protocol';
import type { Tx } from '#platform';
import { addresseeOf, composeFailure, describeFailure } from '../failure.js';
import type { Turn, TurnOutcome } from '../mailbox/turn.js';
import { readCancelFacts } from './cancel.repository.js';
import { cancelled, withUnknown } from './cancelled.js';
import { addressFor } from './end-cancelled.js';

/** How a turn says that its message failed: a cancelled one does not. */
const endings: ReadonlySet<LoggedEvent['type']> = new Set(['message.failed', 'message.expired']);

/**
 * What the commit of a turn writes when its message was cancelled: what it did and what it cost, and none
 * of what it wanted to say. Nothing when nobody asked for it, or the message has ended.
 */
export async function cancelTurn(
  tx: Tx,
  { lease, message, attempt }: Turn,
  outcome: TurnOutcome,
): Promise<TurnOutcome | undefined> {
  const facts = await readCancelFacts(tx, message.id);
  if (facts === undefined) return undefined;
  const subject = { ...message, conversationId: lease.conversationId, attempts: attempt };
  const failure = cancelled(facts);
  const error = withUnknown(describeFailure(failure, subject), outcome.error);
  const to = await addressFor(tx, addresseeOf(subject), facts);
  const reply = composeFailure(failure, subject, lease.agentName, to);
  return {
    ...outcome,
    error,
    status: 'cancelled',
    alongside: undefined,
    messages: reply === undefined ? [] : [{ ...reply, content: error }],
    events: [
      ...outcome.events.filter(({ type }) => !endings.has(type)),
      { type: 'message.cancelled', data: error },
    ],
  };
}
