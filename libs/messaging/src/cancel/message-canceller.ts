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
      const target = await faultPoint('cancel.ask', () => this.askForChain(caller, id, reason));
      const { conversationId: conversation_id } = target;
      return { message_id: id, conversation_id, ...(await this.carryOut(caller, target)) };
    });
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

  private async askForChain(
    caller: Caller,
    id: string,
    reason: string | undefined,
  ): Promise<Target> {
    for (let round = 1; ; round += 1) {
      const { chain, isWhole } = await this.database.transaction(caller, (tx) =>
        askForChain(tx, id, reason),
      );
      const [root] = chain;
      if (root === undefined) throw notFound(id);
      if (!isWhole && round < mostRounds) continue;
      const told = chain.filter((row) => row === root || row.is_asked || isOpen(toState(row)));
      return {
        conversationId: root.conversation_id,
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
    for (const conversationId of conversations) {
      await this.end.allOf(caller.workspace, conversationId);
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
 * Asks for all open messages of a chain, in the conversations it ran through when it was found. Under
 * their locks it is looked at again: what was committed meanwhile belongs to it as well.
 */
async function askForChain(
  tx: Tx,
  id: string,
  reason: string | undefined,
): Promise<{ readonly chain: readonly CancelRow[]; readonly isWhole: boolean }> {
  const found = await findCausedBy(tx, id);
  const locked = await lockConversationRows(tx, conversationsOf(found));
  const chain = await findCausedBy(tx, id);
  const wanted = chain.filter((row) => isOpen(toState(row)) && !row.is_asked);
  const within = wanted.filter((row) => locked.has(row.conversation_id));
  if (within.length > 0) {
    await askToCancel(tx, { ids: within.map((row) => row.id), reason, root: id });
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
