import type { JsonObject } from '#protocol';
import type { Tx } from '#platform';
import { putMessages } from '../append/append.repository.js';
import { arrivalOf, logEvents, type LogEntry } from '../append/event-log.repository.js';
import { continueForSettlement, type Numbering } from '../append/numbering.repository.js';
import { giveAnswers, handOver } from '../asking/hand-over.js';
import { withdrawApprovals } from '../approvals/approval-end.repository.js';
import {
  addresseeOf,
  composeFailure,
  describeFailure,
  type FailedMessage,
  type Failure,
} from '../failure.js';
import { supersede, type MailedMailbox } from '../new-message.js';
import { findAddress } from './find-address.js';
import { endWaiting, findWaiting, type WaitingRow } from './settle-waiting.repository.js';

/** What is left to be done after the commit. */
export interface SettledOne {
  readonly rings: readonly MailedMailbox[];
  readonly numbering: Numbering;
}

/**
 * Ends one waiting message and tells its sender. `also` is logged before it, if it is ended here. Nothing:
 * a turn holds it, or it has ended.
 */
export async function settleOne(
  tx: Tx,
  messageId: string,
  status: 'failed' | 'expired',
  failure: Failure,
  also: readonly LogEntry[] = [],
): Promise<SettledOne | undefined> {
  const waiting = await findWaiting(tx, messageId);
  if (waiting === undefined) return undefined;
  const message = toFailed(waiting);
  const error = describeFailure(failure, message);
  if (!(await endWaiting(tx, waiting, status, error))) return undefined;
  const address = await findAddress(tx, addresseeOf(message));
  const reply = composeFailure(failure, message, waiting.routed_to ?? 'caxton', address);
  const said = reply === undefined ? [] : supersede([reply], waiting.id, waiting.outdated_reply_id);
  const given = await handOver(tx, [waiting.conversation_id], said);
  const { messages } = given;
  const facts = [...also, ...factsOf(waiting, status, error, reply !== undefined)];
  await withdrawApprovals(tx, [waiting.id]);
  const numbering = await continueForSettlement(tx, {
    conversationId: waiting.conversation_id,
    messages,
    events: facts.length,
    settled: 1,
  });
  const rings = await putMessages(tx, messages, [numbering]);
  rings.push(...(await giveAnswers(tx, given)));
  await logEvents(tx, [...facts, ...messages.map(arrivalOf)], [numbering]);
  return { rings, numbering };
}

/** A failure reply tells of a failure by itself; an expiry is logged in any case. */
function factsOf(
  waiting: WaitingRow,
  status: 'failed' | 'expired',
  error: JsonObject,
  replied: boolean,
): LogEntry[] {
  if (status === 'failed' && replied) return [];
  return [
    {
      type: status === 'expired' ? 'message.expired' : 'message.failed',
      conversationId: waiting.conversation_id,
      messageId: waiting.id,
      data: error,
    },
  ];
}

function toFailed(row: WaitingRow): FailedMessage {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    performative: row.performative,
    sender: row.sender,
    replyTo: row.reply_to ?? undefined,
    hops: row.hops,
    attempts: row.attempts,
  };
}
