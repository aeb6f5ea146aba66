import type { JsonObject } from '#protocol';
import { faultPoint } from '#faults';
import { dropExpiredAnswers } from '#idempotency';
import { systemCaller, type Caller, type Database, type Tx } from '#platform';
import { putMessages } from '../append/append.repository.js';
import { arrivalOf, logEvents, type LogEntry } from '../append/event-log.repository.js';
import { continueForSettlement, type Numbering } from '../append/numbering.repository.js';
import { findAgentByName } from '../append/addressee.repository.js';
import type { AfterCommit } from '../after-commit.js';
import {
  addresseeOf,
  composeFailure,
  describeFailure,
  isClient,
  type FailedMessage,
  type Failure,
  type ReplyAddress,
} from '../failure.js';
import { supersede, type MailedMailbox } from '../new-message.js';
import { endWaiting, findWaiting, type WaitingRow } from './settle-waiting.repository.js';
import {
  findExpiredMessages,
  findOrphanedMessages,
  freeAbandonedMailboxes,
  readReadyMail,
  takeDueMailboxes,
  type AbandonedMailbox,
  type DueMail,
  type MailSelection,
  type MessageKey,
} from './sweep.repository.js';

/** How much one sweep takes on, so that it stays short. */
const portion = 200;

/** Saved answers that one statement forgets. */
const answerPortion = 1_000;

/** A mailbox that was not rung for so long is rung again. */
const quietMs = 1_000;

const expired: Failure = {
  code: 'DEADLINE_EXCEEDED',
  reason: 'The deadline passed before the message could be answered.',
  retryable: true,
  suggestion: 'Send it again with a later reply_by or a longer timeout.',
};

const removed: Failure = {
  code: 'AGENT_REMOVED',
  reason: 'The agent was removed while the message waited for it.',
  retryable: true,
  suggestion: 'Send it again: another agent may provide the capability now.',
};

/** Repairs whatever bells, workers or clocks have lost. Run by every worker, every second. */
export class MailboxSweep {
  constructor(
    private readonly database: Database,
    private readonly afterCommit: AfterCommit,
  ) {}

  /**
   * Mailboxes with mail, free and due, that nobody rang for lately: at most `limit`, those first for
   * which nobody rang at all. They count as rung now.
   */
  async due(selection: MailSelection = {}, limit = portion): Promise<DueMail[]> {
    return this.read((tx) => takeDueMailboxes(tx, { quietMs, limit }, selection));
  }

  /** Frees the mailboxes of workers that died or hang; their heads become suspects. */
  async freeAbandoned(): Promise<AbandonedMailbox[]> {
    return faultPoint('sweep.free', () => this.read((tx) => freeAbandonedMailboxes(tx, portion)));
  }

  /** Ends waiting messages whose deadline has passed. Gives how many. */
  async settleExpired(): Promise<number> {
    const keys = await this.read((tx) => findExpiredMessages(tx, portion));
    return this.settleEach(keys, 'expired', expired);
  }

  /** Ends the waiting messages of removed agents. Gives how many. */
  async settleOrphans(): Promise<number> {
    const keys = await this.read((tx) => findOrphanedMessages(tx, portion));
    return this.settleEach(keys, 'failed', removed);
  }

  /** Mail that is ready and waits for a worker: how much, and since when. */
  async backlog(): Promise<{ ready: number; oldestMs: number }> {
    return this.read(readReadyMail);
  }

  /**
   * Forgets saved answers whose time is over, in small portions until there are none, 20,000 at most.
   * Gives how many.
   */
  async dropExpiredAnswers(): Promise<number> {
    let dropped = 0;
    for (let portions = 0; portions < 20; portions += 1) {
      const count = await this.read((tx) => dropExpiredAnswers(tx, answerPortion));
      dropped += count;
      if (count < answerPortion) break;
    }
    return dropped;
  }

  private read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read(systemCaller, work);
  }

  private async settleEach(
    keys: readonly MessageKey[],
    status: 'failed' | 'expired',
    failure: Failure,
  ): Promise<number> {
    let settled = 0;
    for (const key of keys) {
      const caller: Caller = { workspace: key.workspace_id, principal: 'system' };
      const done = await faultPoint('sweep.settle', () =>
        this.database.transaction(caller, (tx) => settleOne(tx, key.id, status, failure)),
      );
      if (done === undefined) continue;
      settled += 1;
      this.afterCommit.mailArrived(key.workspace_id, done.rings, [done.numbering]);
    }
    return settled;
  }
}

async function settleOne(
  tx: Tx,
  messageId: string,
  status: 'failed' | 'expired',
  failure: Failure,
): Promise<{ rings: MailedMailbox[]; numbering: Numbering } | undefined> {
  const waiting = await findWaiting(tx, messageId);
  if (waiting === undefined) return undefined;
  const message = toFailed(waiting);
  const error = describeFailure(failure, message);
  if (!(await endWaiting(tx, waiting, status, error))) return undefined;
  const address = await findAddress(tx, addresseeOf(message));
  const reply = composeFailure(failure, message, waiting.routed_to ?? 'caxton', address);
  const messages =
    reply === undefined ? [] : supersede([reply], waiting.id, waiting.outdated_reply_id);
  const facts = factsOf(waiting, status, error, reply !== undefined);
  const numbering = await continueForSettlement(tx, {
    conversationId: waiting.conversation_id,
    messages,
    events: facts.length,
    settled: 1,
  });
  const rings = await putMessages(tx, messages, [numbering]);
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

async function findAddress(tx: Tx, name: string): Promise<ReplyAddress> {
  if (isClient(name)) return { receiver: name };
  const agent = await findAgentByName(tx, name);
  return agent === undefined ? { receiver: name } : { receiver: name, agent };
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
