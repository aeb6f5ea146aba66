import {
  ProtocolError,
  type DeadLetterDetail,
  type DeadLetterDiscarded,
  type DeadLetterFilter,
  type DeadLetterList,
  type DeadLetterRequeued,
  type DeadLettersRequeued,
  type RequeueDeadLetters,
} from '#protocol';
import { keepAnswer, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database } from '#platform';
import type { Page } from '../conversation/conversation-log.js';
import type { ConversationReach } from '../conversation/conversation-reach.js';
import { isCount, isMessageId, readCursor, writeCursor } from '../conversation/cursor.js';
import { noDeadLetter } from './dead-letter.errors.js';
import { findDeadLetter, listDeadLetters } from './dead-letter.repository.js';
import type { Requeue } from './requeue.js';
import { summarizeDeadLetter, viewDeadLetter } from './view-dead-letter.js';

/** The messages that failed for good: for people to look at, put back or discard. */
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly returns: Requeue,
    private readonly reach: Pick<ConversationReach, 'refuseBeyond'>,
  ) {}

  /** Newest first. */
  async list(caller: Caller, filter: DeadLetterFilter, page: Page): Promise<DeadLetterList> {
    const after =
      page.cursor === undefined ? undefined : readCursor(page.cursor, [isCount, isMessageId]);
    const rows = await this.database.read(caller, (tx) =>
      listDeadLetters(tx, { filter, order: 'newest', after, limit: page.limit + 1 }),
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      dead_letters: shown.map(summarizeDeadLetter),
      ...(rows.length > page.limit && last !== undefined
        ? { next_cursor: writeCursor([last.place, last.id]) }
        : {}),
    };
  }

  /** Also of one that was put back or discarded. Thrown when it never was one: DEAD_LETTER_NOT_FOUND. */
  async get(caller: Caller, id: string): Promise<DeadLetterDetail> {
    const found = await this.database.read(caller, (tx) => findDeadLetter(tx, id));
    if (found === undefined) throw noDeadLetter(id);
    return viewDeadLetter(found, found.replies);
  }

  /** As `Requeue.requeue`. */
  async requeue(
    caller: Caller,
    id: string,
    timeout?: string,
    claim?: IdempotencyClaim,
  ): Promise<DeadLetterRequeued> {
    return this.returns.requeue(caller, id, timeout, claim);
  }

  /**
   * Puts back what a filter means, the oldest first, so that the messages of a mailbox keep their order.
   * Each on its own: what cannot be put back, or is in a conversation that is not granted, is told and keeps no other
   * from it.
   */
  async requeueAll(
    caller: Caller,
    command: RequeueDeadLetters,
    claim?: IdempotencyClaim,
  ): Promise<DeadLettersRequeued> {
    return keepAnswer(this.database, caller, claim, () => this.requeueMeant(caller, command));
  }

  private async requeueMeant(
    caller: Caller,
    command: RequeueDeadLetters,
  ): Promise<DeadLettersRequeued> {
    const { filter, limit, dry_run: isRehearsal, timeout } = command;
    const rows = await this.database.read(caller, (tx) =>
      listDeadLetters(tx, { filter, order: 'oldest', limit: limit + 1 }),
    );
    const ids = rows.slice(0, limit).map(({ id }) => id);
    const skipped = isRehearsal ? [] : await this.requeueEach(caller, ids, timeout);
    const left = new Set(skipped.map(({ message_id: id }) => id));
    return {
      dry_run: isRehearsal,
      matched: ids.length,
      requeued: isRehearsal ? 0 : ids.length - skipped.length,
      message_ids: ids.filter((id) => !left.has(id)),
      skipped,
      more: rows.length > limit,
    };
  }

  /** As `Requeue.discard`. */
  async discard(caller: Caller, id: string): Promise<DeadLetterDiscarded> {
    return this.returns.discard(caller, id);
  }

  private async requeueEach(
    caller: Caller,
    ids: readonly string[],
    timeout: string | undefined,
  ): Promise<DeadLettersRequeued['skipped']> {
    const skipped: DeadLettersRequeued['skipped'] = [];
    for (const id of ids) {
      try {
        await this.reach.refuseBeyond(caller, { messageId: id });
        const { requeued } = await this.returns.requeue(caller, id, timeout);
        if (!requeued) skipped.push(putBackMeanwhile(id));
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        skipped.push({ message_id: id, code: error.code, reason: error.message });
      }
    }
    return skipped;
  }
}

/** Somebody else put it back between its being found and its turn; that one counts it. */
function putBackMeanwhile(id: string): DeadLettersRequeued['skipped'][number] {
  const reason = `Dead letter '${id}' was put back by somebody else meanwhile`;
  return { message_id: id, code: 'DEAD_LETTER_REQUEUED', reason };
}
