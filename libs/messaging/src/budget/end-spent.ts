import { apiClient, type JsonObject } from '#protocol';
import type { Tx } from '#platform';
import { findAwaitedOf } from '../asking/answer.repository.js';
import {
  addresseeOf,
  composeFailure,
  describeFailure,
  type FailedMessage,
  type Failure,
} from '../failure.js';
import { findAddress } from '../mailbox/find-address.js';
import { lockConversation } from '../mailbox/settle-waiting.repository.js';
import type { Turn, TurnOutcome } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';
import { messageBudgetExceeded } from './budget-exceeded.js';
import { isFirstOverspent } from './message-budget.repository.js';

/**
 * What the commit of a turn writes that wanted to send more than its budget: what it did and what it cost, none of
 * what it wanted to say, and the failure. Very many turns of a flood may come to this together, so it is told once
 * for all of them, and after that only to turns that wait for this very answer; the log tells of each.
 */
export async function endSpent(
  tx: Tx,
  turn: Turn,
  outcome: TurnOutcome,
  mostCaused: number,
): Promise<TurnOutcome> {
  const { lease, message, attempt } = turn;
  await lockConversation(tx, lease.conversationId);
  const subject = { ...message, conversationId: lease.conversationId, attempts: attempt };
  const failure = messageBudgetExceeded(mostCaused);
  const error = describeFailure(failure, subject);
  const reply = await tellOnce(tx, turn, failure, subject);
  return {
    ...outcome,
    error,
    status: 'failed',
    alongside: undefined,
    messages: reply === undefined ? [] : [reply],
    events: reply === undefined ? [...outcome.events, logged(error)] : outcome.events,
  };
}

async function tellOnce(
  tx: Tx,
  { lease, message }: Turn,
  failure: Failure,
  subject: FailedMessage,
): Promise<NewMessage | undefined> {
  const [awaited] = await findAwaitedOf(tx, [message.id]);
  const isFirst = await isFirstOverspent(tx, message);
  if (!isFirst && awaited === undefined) return undefined;
  const to = await findAddress(tx, addresseeOf(subject));
  const reply = composeFailure(failure, subject, lease.agentName, to);
  if (reply !== undefined) return reply;
  // Nobody waits for this answer, but whoever began it all shall know how it ended.
  const asked = { ...subject, performative: 'request' as const };
  return composeFailure(failure, asked, lease.agentName, { receiver: apiClient });
}

function logged(error: JsonObject): TurnOutcome['events'][number] {
  return { type: 'message.failed', data: error };
}
