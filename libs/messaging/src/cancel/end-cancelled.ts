import type { Tx } from '#platform';
import { findAgentByName } from '../append/addressee.repository.js';
import { putMessages } from '../append/append.repository.js';
import { arrivalOf, logEvents, type LogEntry } from '../append/event-log.repository.js';
import {
  continueForSettlements,
  type Continuation,
  type Numbering,
} from '../append/numbering.repository.js';
import {
  addresseeOf,
  composeFailure,
  describeFailure,
  isClient,
  type ReplyAddress,
} from '../failure.js';
import { giveAnswers, handOver } from '../asking/hand-over.js';
import { withdrawApprovals } from '../approvals/approval-end.repository.js';
import { abandonSteps } from '../journal/abandoned-steps.repository.js';
import { supersede, type MailedMailbox, type NewMessage } from '../new-message.js';
import { lockConversationRows } from './cancel.repository.js';
import { mayEnd } from './cancel-table.js';
import { cancelled, withUnknown, type CancelFacts } from './cancelled.js';
import { endAsked, lockAsked, type Asked, type Ending } from './end-cancelled.repository.js';

/** Messages ended in one transaction: it holds the conversation, and in embedded mode everything. */
const portion = 100;

/** A turn that was told to stop and has not after so long is taken for hanging. */
const patienceMs = 3_000;

/** What was done in one transaction. */
export interface EndedPortion {
  readonly ended: number;
  /** More of them may wait. */
  readonly hasMore: boolean;
  readonly rings: readonly MailedMailbox[];
  readonly numberings: readonly Numbering[];
}

/** Ends those messages of conversations whose cancellation was asked for and that no turn works on. */
export async function endCancelled(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<EndedPortion> {
  await lockConversationRows(tx, conversationIds);
  const { asked, isAll } = await lockAsked(tx, conversationIds, { patienceMs, limit: portion });
  const ending = asked.filter(mayEnd);
  if (ending.length === 0) return { ended: 0, hasMore: false, rings: [], numberings: [] };
  const endings = await describeEndings(tx, ending);
  const next = await endAsked(tx, endings);
  await withdrawApprovals(
    tx,
    endings.map(({ asked: { id } }) => id),
  );
  const given = await handOver(tx, conversationIds, await composeReplies(tx, endings));
  const replies = given.messages;
  const numberings = await continueForSettlements(tx, changesOf(endings, replies));
  const rings = await putMessages(tx, replies, numberings);
  rings.push(...(await giveAnswers(tx, given)));
  await logEvents(tx, [...endings.map(toEntry), ...replies.map(arrivalOf)], numberings);
  return { ended: endings.length, hasMore: !isAll, rings: [...next, ...rings], numberings };
}

function changesOf(endings: readonly Ending[], replies: readonly NewMessage[]): Continuation[] {
  const ids = [...new Set(endings.map(({ asked }) => asked.conversationId))];
  return ids.map((conversationId) => {
    const own = endings.filter(({ asked }) => asked.conversationId === conversationId);
    const messages = replies.filter((reply) => reply.conversationId === conversationId);
    return { conversationId, messages, events: own.length, settled: own.length };
  });
}

/**
 * Where the answer goes. An agent that asked is woken by mail of its own, unless its own work was cancelled
 * with it: then the answer is in the conversation and nobody works on it.
 */
export async function addressFor(
  tx: Tx,
  name: string,
  { via }: CancelFacts,
): Promise<ReplyAddress> {
  if (isClient(name) || via !== undefined) return { receiver: name };
  const agent = await findAgentByName(tx, name);
  return agent === undefined ? { receiver: name } : { receiver: name, agent };
}

/** What was under way outside when a worker died or hung is named: it may have taken effect. */
async function describeEndings(tx: Tx, ending: readonly Asked[]): Promise<Ending[]> {
  const begun = ending.filter(isBegun).map(({ id }) => id);
  const open = begun.length === 0 ? undefined : await abandonSteps(tx, begun);
  return ending.map((asked) => {
    const error = describeFailure(cancelled(asked.facts, isBegun(asked)), asked);
    const names = open?.get(asked.id);
    return { asked, error: withUnknown(error, names && { outcome_unknown: names }) };
  });
}

/** A turn worked on it at least once. */
function isBegun({ isHead, attempts }: Asked): boolean {
  return isHead && attempts > 0;
}

function toEntry({ asked, error }: Ending): LogEntry {
  const { conversationId, id: messageId } = asked;
  return { type: 'message.cancelled', conversationId, messageId, data: error };
}

async function composeReplies(tx: Tx, endings: readonly Ending[]): Promise<NewMessage[]> {
  const replies: NewMessage[] = [];
  for (const { asked, error } of endings) {
    const { facts, routedTo = 'caxton' } = asked;
    const to = await addressFor(tx, addresseeOf(asked), facts);
    const reply = composeFailure(cancelled(facts), asked, routedTo, to);
    const told = reply === undefined ? [] : [{ ...reply, content: error }];
    replies.push(...supersede(told, asked.id, asked.outdatedReplyId));
  }
  return replies;
}
