import type { BatchAccepted, JsonObject, ProtocolError } from '#protocol';
import { findSavedAnswer, replay, type IdempotencyClaim } from '#idempotency';
import { createId, sqlState, type Caller, type Database } from '#platform';
import type { GroupCommit } from '../ingest/group-commit.js';
import { findKnownMessages } from '../ingest/ingest.repository.js';
import type { InFlight } from '../ingest/in-flight.js';
import type { FinalReceipt, KnownMessage, Submission } from '../ingest/submission.js';
import type { NewMessage } from '../new-message.js';
import { answerOf, composeBatchAnswer, refusalOfAll, type ItemFate } from './batch-answer.js';
import { BatchIntake, type BatchItem, type IntakeParts } from './batch-intake.js';
import { batchConflict } from './batch.errors.js';
import { findBatch, insertBatch } from './batch.repository.js';
import { refuseBatchBeyond } from './refuse-batch-beyond.js';

/** Messages to be sent together, as they came in. */
export interface BatchOrder {
  /** Chosen by the client. */
  readonly batchId: string | undefined;
  readonly items: readonly BatchItem[];
  /** Tells the same batch, sent again, from another one. */
  readonly fingerprint: string;
  readonly idempotency: IdempotencyClaim | undefined;
  readonly hops: number;
  /** A refusal as its sender sees it. */
  readonly tell: (refusal: ProtocolError) => JsonObject;
}

/** The answer to a batch, and whether it is that of an earlier, equal one. */
export interface SentBatch {
  readonly answer: BatchAccepted;
  readonly replayed: boolean;
  /** In which it was stored; absent when nothing was. */
  readonly transaction?: string;
}

/** What a sender of batches is made of. */
export interface BatchSenderParts extends IntakeParts {
  readonly database: Database;
  readonly groupCommit: GroupCommit;
  readonly inFlight: InFlight;
}

/** The row is there already. */
const uniqueViolation = '23505';

/**
 * Takes many messages at once: each is routed and let in, or refused, by itself; what is accepted is stored in one
 * transaction, with the batch. A batch of which nothing is accepted is not kept.
 */
export class BatchSender {
  constructor(private readonly parts: BatchSenderParts) {}

  /**
   * Thrown when the id names other messages: BATCH_ID_CONFLICT; when there is no room for any of them:
   * BACKLOG_FULL, DEADLINE_UNREACHABLE. A batch sent again gets the answer of the first time.
   */
  async send(caller: Caller, order: BatchOrder): Promise<SentBatch> {
    return this.parts.inFlight.oneAtATime(keysOf(caller, order), () =>
      this.sendOnce(caller, order),
    );
  }

  private async sendOnce(caller: Caller, order: BatchOrder): Promise<SentBatch> {
    const { earlier, known } = await this.look(caller, order);
    if (earlier !== undefined) return earlier;
    const intake = new BatchIntake(this.parts, caller, { hops: order.hops, known });
    let transaction: string | undefined;
    try {
      const fates = await intake.takeAll(order.items);
      const sent = await this.conclude(caller, order, fates, intake.messages);
      transaction = sent.transaction;
      return sent;
    } finally {
      intake.end(transaction);
    }
  }

  /** What was answered before, and which of the messages are there already. */
  private async look(
    caller: Caller,
    { batchId, fingerprint, idempotency, items }: BatchOrder,
  ): Promise<{ earlier: SentBatch | undefined; known: ReadonlyMap<string, KnownMessage> }> {
    const ids = items.flatMap(({ command }) => command?.message_id ?? []);
    const { saved, batch, known } = await this.parts.database.read(caller, async (tx) => ({
      saved: idempotency === undefined ? undefined : await findSavedAnswer(tx, idempotency.key),
      batch: batchId === undefined ? undefined : await findBatch(tx, batchId),
      known: await findKnownMessages(tx, ids),
    }));
    if (saved !== undefined) {
      const { response } = replay(saved, idempotency?.fingerprint ?? '');
      return { earlier: await this.again(caller, response as unknown as BatchAccepted), known };
    }
    if (batch === undefined) return { earlier: undefined, known };
    if (batch.fingerprint !== fingerprint) throw batchConflict(batch.id);
    const answer = answerOf(batch.id, batch.created_at, batch.results);
    return { earlier: await this.again(caller, answer), known };
  }

  private async again(caller: Caller, answer: BatchAccepted): Promise<SentBatch> {
    await refuseBatchBeyond(this.parts.reach, caller, answer.results);
    return { answer, replayed: true };
  }

  private async conclude(
    caller: Caller,
    order: BatchOrder,
    fates: readonly ItemFate[],
    messages: readonly NewMessage[],
  ): Promise<SentBatch> {
    const refusal = refusalOfAll(fates);
    if (refusal !== undefined) throw refusal;
    const id = order.batchId ?? createId('bat');
    const answer = composeBatchAnswer(id, fates, order.tell);
    if (answer.accepted === 0) return { answer, replayed: false };
    const { fingerprint, hops, idempotency } = order;
    const submission: Submission = {
      ...{ caller, messages, answer: answer as unknown as JsonObject },
      beside: (tx) => insertBatch(tx, { id, fingerprint, hops, answer }),
      ...(idempotency === undefined ? {} : { idempotency }),
    };
    return this.store(caller, order, submission, answer);
  }

  /** Another process may have stored the same batch, or one of the messages, just then. */
  private async store(
    caller: Caller,
    order: BatchOrder,
    submission: Submission,
    answer: BatchAccepted,
  ): Promise<SentBatch> {
    let receipt: FinalReceipt;
    try {
      receipt = await this.parts.groupCommit.submit(submission);
    } catch (error) {
      const { earlier } = sqlState(error) === uniqueViolation ? await this.look(caller, order) : {};
      if (earlier !== undefined) return earlier;
      throw error;
    }
    if (receipt.kind !== 'accepted') {
      const { earlier } = await this.look(caller, order);
      if (earlier === undefined) throw new Error('A repeated batch has no answer.');
      return earlier;
    }
    return { answer, replayed: false, transaction: receipt.transaction };
  }
}

function keysOf({ workspace, principal }: Caller, order: BatchOrder): string[] {
  const { idempotency, batchId, items } = order;
  const ids = items.flatMap(({ command }) => command?.message_id ?? []);
  return [
    ...(idempotency === undefined ? [] : [`key ${workspace} ${principal} ${idempotency.key}`]),
    ...(batchId === undefined ? [] : [`batch ${workspace} ${batchId}`]),
    ...new Set(ids.map((id) => `id ${workspace} ${id}`)),
  ];
}
