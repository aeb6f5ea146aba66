import type {
  BatchCancellation,
  BatchCounts,
  BatchList,
  BatchResult,
  BatchView,
  SentItem,
} from '#protocol';
import { keepAnswer, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database } from '#platform';
import { findOpen, readCancelStates } from '../cancel/cancel.repository.js';
import { summarize } from '../cancel/cancel-table.js';
import type { MessageCanceller } from '../cancel/message-canceller.js';
import type { Page } from '../conversation/conversation-log.js';
import type { ConversationReach } from '../conversation/conversation-reach.js';
import {
  isCount,
  isMessageId,
  isPlaceInTime,
  readCursor,
  writeCursor,
} from '../conversation/cursor.js';
import { viewMessage } from '../conversation/message-view.js';
import { noBatch } from './batch.errors.js';
import {
  countByState,
  findBatch,
  listBatches,
  readOutcomesOf,
  type BatchRow,
  type BatchWithResults,
  type OutcomeRow,
} from './batch.repository.js';
import { refuseBatchBeyond } from './refuse-batch-beyond.js';

/** What became of batches: for looking and for cancelling. */
export class Batches {
  constructor(
    private readonly database: Database,
    private readonly reach: Pick<ConversationReach, 'refuseBeyond'>,
    private readonly canceller: MessageCanceller,
  ) {}

  /** Newest first. Whoever is bounded sees those that they sent. */
  async list(caller: Caller, { limit, cursor }: Page): Promise<BatchList> {
    const after =
      cursor === undefined ? undefined : readCursor(cursor, [isPlaceInTime, isMessageId]);
    const sentBy = caller.grants === undefined ? undefined : caller.principal;
    const rows = await this.database.read(caller, (tx) =>
      listBatches(tx, sentBy, after, limit + 1),
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      batches: shown.map(summaryOf),
      ...(rows.length > limit && last !== undefined
        ? { next_cursor: writeCursor([last.place, last.id]) }
        : {}),
    };
  }

  /**
   * How far it has come, and a page of what was answered. Thrown when there is none of that id: BATCH_NOT_FOUND;
   * when a conversation of the page holds what the caller is not granted: NOT_GRANTED.
   */
  async get(caller: Caller, id: string, { limit, cursor }: Page): Promise<BatchView> {
    const batch = await this.find(caller, id);
    const from = cursor === undefined ? 0 : Number(readCursor(cursor, [isCount])[0]);
    const page = batch.results.slice(from, from + limit);
    await refuseBatchBeyond(this.reach, caller, page);
    const { counts, outcomes } = await this.database.read(caller, async (tx) => ({
      counts: await countByState(tx, batch.message_ids),
      outcomes: await readOutcomesOf(tx, page.flatMap(idOf)),
    }));
    const of = new Map(outcomes.map((outcome) => [outcome.message_id, outcome]));
    const next = from + limit;
    return {
      ...summaryOf(batch),
      ...progressOf(counts),
      counts,
      results: page.map((item) => resultOf(item, of)),
      ...(limit > 0 && next < batch.results.length
        ? { next_cursor: writeCursor([String(next)]) }
        : {}),
    };
  }

  /** Cancels what is open of it, and what that caused. Thrown when there is none of that id: BATCH_NOT_FOUND. */
  async cancel(
    caller: Caller,
    id: string,
    reason?: string,
    claim?: IdempotencyClaim,
  ): Promise<BatchCancellation> {
    return keepAnswer(this.database, caller, claim, async () => {
      const { message_ids: ids } = await this.find(caller, id);
      const open = await this.database.read(caller, (tx) => findOpen(tx, ids));
      await this.canceller.cancelMessages(caller, open, reason);
      const rows = await this.database.read(caller, (tx) => readCancelStates(tx, ids));
      const { outcome, counts } = summarize(
        rows.map((row) => ({ ...row, isMail: row.is_mail, isAsked: row.is_asked })),
      );
      return { batch_id: id, outcome, counts };
    });
  }

  private async find(caller: Caller, id: string): Promise<BatchWithResults> {
    const batch = await this.database.read(caller, (tx) => findBatch(tx, id));
    const isTheirs = caller.grants === undefined || batch?.principal === caller.principal;
    if (batch === undefined || !isTheirs) throw noBatch(id);
    return batch;
  }
}

function summaryOf(batch: BatchRow): BatchList['batches'][number] {
  const { id, accepted, refused, created_at: created, completed_at: completed } = batch;
  return {
    ...{ batch_id: id, status: completed === null ? 'active' : 'completed', accepted, refused },
    ...{ created: created.toISOString(), completed: completed?.toISOString() ?? null },
  };
}

/** By what its messages say now: the sweep notes a moment later that all of them have ended. */
function progressOf(counts: BatchCounts): Pick<BatchView, 'progress'> & Partial<BatchView> {
  const { delivered, processing, waiting, completed, failed, expired, cancelled } = counts;
  const open = delivered + processing + waiting;
  const ended = completed + failed + expired + cancelled;
  const progress = open === 0 ? 1 : Math.floor((1_000 * ended) / (open + ended)) / 1_000;
  return { progress, ...(open === 0 ? { status: 'completed' } : {}) };
}

function idOf(item: SentItem): string[] {
  return item.status === 'accepted' ? [item.message_id] : [];
}

function resultOf(item: SentItem, outcomes: ReadonlyMap<string, OutcomeRow>): BatchResult {
  if (item.status === 'refused') return item;
  const outcome = outcomes.get(item.message_id);
  if (outcome === undefined) return { ...item, reply: null };
  // Without a reply its columns are empty, its id first of all.
  const reply = (outcome.id as string | null) === null ? null : viewMessage(outcome);
  return { ...item, state: outcome.state, reply };
}
