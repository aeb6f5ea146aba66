import { ProtocolError, type Cancellation } from '#protocol';
import { faultPoint } from '#faults';
import { keepAnswer, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database, Tx } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { announceCancel } from './announce-cancel.js';
import type { LiveChannel } from '../conversation/announce.js';
import {
  askToCancel,
  askToCancelAll,
  findCausedBy,
  lockConversationRows,
  readCancelStates,
  type CancelRow,
} from './cancel.repository.js';
import { isOpen, outcomeOf, summarize, type CancelState } from './cancel-table.js';
import { EndCancelled } from './end-in-portions.js';

/** What is cancelled, found and asked for. */
interface Target {
  readonly conversationId: string;
  /** All messages that are to be told of, in their order. */
  readonly ids: readonly string[];
  /** Conversations in which something may have to be ended. */
  readonly conversations: ReadonlySet<string>;
}

/** Rounds after which a chain that grows into ever new conversations is left to the hop limit. */
const mostRounds = 16;

/** Messages that are asked for, and conversations that are held, at a time. */
const portion = 100;

/**
 * Cancels messages, in the order that leaves nothing to chance: the wish is written down, under the lock
 * that every commit of a turn takes as well; what waits is ended at once; then whoever works on the rest
 * is told to stop. From the first step on no answer of theirs can be committed. If this process dies in
 * between, the sweep goes on.
 */
export class MessageCanceller {
  private readonly end: EndCancelled;

  constructor(
    private readonly database: Database,
    afterCommit: AfterCommit,
    private readonly channel: LiveChannel,
  ) {
    this.end = new EndCancelled(database, afterCommit);
  }

  /**
   * Cancels a message and everything that it caused and that is still open.
   * Thrown when there is no such message: MESSAGE_NOT_FOUND.
   */
  async cancelMessage(
    caller: Caller,
    id: string,
    reason?: string,
    claim?: IdempotencyClaim,
  ): Promise<Cancellation> {
    return keepAnswer(this.database, caller, claim, async () => {
      const target = await faultPoint('cancel.ask', () => this.askForChains(caller, [id], reason));
      if (target.ids.length === 0) throw notFound(id);
      const { conversationId: conversation_id } = target;
      return { message_id: id, conversation_id, ...(await this.carryOut(caller, target)) };
    });
  }

  /** Cancels messages, and everything that they caused and that is still open: some hundred at a time. */
  async cancelMessages(caller: Caller, ids: readonly string[], reason?: string): Promise<void> {
    for (let from = 0; from < ids.length; from += portion) {
      const some = ids.slice(from, from + portion);
      const target = await faultPoint('cancel.ask', () => this.askForChains(caller, some, reason));
      await this.carryOut(caller, target);
    }
  }

  /**
   * Cancels everything that is open in a conversation.
   * Thrown when there is no such conversation: CONVERSATION_NOT_FOUND.
   */
  async cancelConversation(
    caller: Caller,
    id: string,
    reason?: string,
    claim?: IdempotencyClaim,
  ): Promise<Cancellation> {
    return keepAnswer(this.database, caller, claim, async () => {
      const target = await faultPoint('cancel.ask', () => this.askForAll(caller, id, reason));
      return { conversation_id: id, ...(await this.carryOut(caller, target)) };
    });
  }

  /** @returns {Target} without ids when there are none of these messages */
  private async askForChains(
    caller: Caller,
    roots: readonly string[],
    reason: string | undefined,
  ): Promise<Target> {
    for (let round = 1; ; round += 1) {
      const { chain, isWhole } = await this.database.transaction(caller, (tx) =>
        askForChains(tx, roots, reason),
      );
      if (!isWhole && round < mostRounds) continue;
      const named = new Set(roots);
      const told = chain.filter((row) => named.has(row.id) || row.is_asked || isOpen(toState(row)));
      return {
        conversationId: told[0]?.conversation_id ?? '',
        ids: told.map((row) => row.id),
        conversations: new Set(told.map((row) => row.conversation_id)),
      };
    }
  }

  private async askForAll(caller: Caller, id: string, reason: string | undefined): Promise<Target> {
    const ids = await this.database.transaction(caller, async (tx) => {
      const locked = await lockConversationRows(tx, [id]);
      if (!locked.has(id)) throw conversationNotFound(id);
      return askToCancelAll(tx, id, reason);
    });
    return { conversationId: id, ids, conversations: new Set([id]) };
  }

  private async carryOut(
    caller: Caller,
    { ids, conversations }: Target,
  ): Promise<Pick<Cancellation, 'outcome' | 'messages' | 'counts'>> {
    const all = [...conversations];
    for (let from = 0; from < all.length; from += portion) {
      await this.end.allOf(caller.workspace, all.slice(from, from + portion));
    }
    const rows = await this.database.read(caller, (tx) => readCancelStates(tx, ids));
    const states = rows.map(toState);
    const running = states.filter((state) => outcomeOf(state) === 'cancelling');
    const messageIds = running.map((state) => state.id);
    announceCancel(this.channel, { workspace: caller.workspace, messageIds });
    return summarize(states);
  }
}

/**
 * Asks for all open messages of chains, in the conversations they ran through when they were found. Under
 * their locks they are looked at again: what was committed meanwhile belongs to them as well.
 */
async function askForChains(
  tx: Tx,
  roots: readonly string[],
  reason: string | undefined,
): Promise<{ readonly chain: readonly CancelRow[]; readonly isWhole: boolean }> {
  const found = await findCausedBy(tx, roots);
  const locked = await lockConversationRows(tx, conversationsOf(found));
  const chain = await findCausedBy(tx, roots);
  const wanted = chain.filter((row) => isOpen(toState(row)) && !row.is_asked);
  const within = wanted.filter((row) => locked.has(row.conversation_id));
  if (within.length > 0) {
    await askToCancel(tx, { ids: within.map((row) => row.id), reason, roots });
  }
  return { chain, isWhole: within.length === wanted.length };
}

function conversationsOf(rows: readonly CancelRow[]): string[] {
  return [...new Set(rows.map((row) => row.conversation_id))];
}

function toState(row: CancelRow): CancelState {
  return { id: row.id, status: row.status, isMail: row.is_mail, isAsked: row.is_asked };
}

function notFound(id: string): ProtocolError {
  return new ProtocolError('MESSAGE_NOT_FOUND', `Message '${id}' not found`, {
    suggestion: 'Use the message_id of the answer to POST /api/v1/messages',
  });
}

function conversationNotFound(id: string): ProtocolError {
  return new ProtocolError('CONVERSATION_NOT_FOUND', `Conversation '${id}' not found`, {
    suggestion: 'Use /api/v1/conversations to list the conversations',
  });
}
