import { expectsReply, type JsonObject } from '#protocol';
import {
  composeFailure,
  describeFailure,
  type Failure,
  type NewMessage,
  type Turn,
  type TurnOutcome,
} from '#messaging';
import { composeReply, type Addressee, type Answer, type Silence } from './answer/compose-reply.js';
import { isGivenUp } from './limits.js';
import type { TurnKit } from './turn-kit.js';
import type { CallAtWork } from './watch/calls-at-work.js';
import type { TurnLog } from './watch/turn-log.js';

/** What the commit of a turn that went well writes: its answer, what it sent, learned, what happened. */
export function completed(
  turn: Turn,
  kit: TurnKit,
  answer: Answer | Silence,
  to: Addressee,
  now: Date,
): TurnOutcome {
  const isAwaited = expectsReply(turn.message.performative);
  const isSilent = answer.content === undefined || !isAwaited;
  const reply = isSilent ? [] : [composeReply(turn, marked(answer, kit), to, now)];
  return {
    ...gathered(kit),
    ...written(kit, [...kit.outbox.messages, ...reply], 'completed'),
    alongside: answer.alongside,
  };
}

function marked(answer: Answer, { taint }: TurnKit): Answer {
  return { ...answer, metadata: taint.mark(answer.metadata) };
}

/** What the commit of a turn that failed for good writes. Nothing it wanted to send is sent. */
export function failed(
  turn: Turn,
  kit: TurnKit,
  failure: Failure,
  to: Addressee,
  status: 'failed' | 'expired' = 'failed',
): TurnOutcome {
  const { lease, message, attempt } = turn;
  const unbegun = isGivenUp(turn);
  const attempts = unbegun ? attempt - 1 : attempt;
  const subject = { ...message, conversationId: lease.conversationId, attempts };
  const error = { ...describeFailure(failure, subject), ...unknownOf(kit) };
  const composed = composeFailure(failure, subject, lease.agentName, to);
  const reply = composed === undefined ? undefined : { ...composed, content: error };
  if (status === 'expired') kit.log.noted('message.expired', error);
  else if (reply === undefined) kit.log.noted('message.failed', error);
  const messages = reply === undefined ? [] : [reply];
  const outcome = { ...gathered(kit), ...written(kit, messages, status), error };
  return unbegun ? { ...outcome, unbegun } : outcome;
}

/** What the commit of a turn whose message was cancelled writes; the mailbox adds who cancelled it. */
export function stopped(kit: TurnKit): TurnOutcome {
  return { ...gathered(kit), error: unknownOf(kit), ...written(kit, [], 'cancelled') };
}

/** Tools that were at work when the turn ended: whether they had their effect is unknown. */
function unknownOf({ log }: TurnKit): JsonObject | undefined {
  const left = log.atWork.abandon();
  for (const call of left) log.toolReturned(call.step, endOf(call));
  const unknown = left.filter(({ changes }) => changes).map(({ name }) => name);
  return unknown.length === 0 ? undefined : { outcome_unknown: unknown };
}

function endOf({
  callId,
  name,
  changes,
  since,
}: CallAtWork): Parameters<TurnLog['toolReturned']>[1] {
  const output = changes ? 'outcome_unknown' : 'aborted';
  return { callId, name, output, isError: true, ms: performance.now() - since };
}

function gathered({ tally }: TurnKit): Pick<TurnOutcome, 'tokens' | 'model' | 'error'> {
  return { tokens: tally.tokens, model: tally.model, error: undefined };
}

function written(
  { log }: TurnKit,
  messages: readonly NewMessage[],
  status: TurnOutcome['status'],
): Pick<TurnOutcome, 'messages' | 'events' | 'status'> {
  return { messages, status, events: log.events };
}
