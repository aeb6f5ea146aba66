import { ProtocolError } from '#protocol';
import { faultPoint } from '#faults';
import { stillRunning } from '#idempotency';
import { refusedData, sqlState, type Database, type Tx } from '#platform';
import { backlogFull } from '../admission/admission.errors.js';
import type { AfterCommit } from '../after-commit.js';
import { Departures } from '../gathering/departures.js';
import { conversationsOf, HeldUp } from './held-up.js';
import { ingestBatch, lockSoonOrNever } from './ingest.repository.js';
import type { FinalReceipt, Ingested, Receipt, Submission } from './submission.js';
import { WaitingLine } from './waiting-line.js';
import { WaitingSubmission } from './waiting-submission.js';

export interface GroupCommitSettings {
  /** Submissions in one transaction. @default 200 */
  readonly maxBatch: number;
  /**
   * Transactions at the same time; a second one of a caller only while the first is late ({@link Departures}).
   * @default 4; 1 on the embedded server, which has one session
   */
  readonly maxInFlight: number;
  /** Submissions that may wait; beyond them the client is told to come back. @default 2,000 */
  readonly maxWaiting: number;
  /** How long a submission may take before its client is told that it is not known to be stored. @default 5 seconds */
  readonly patienceMs?: number;
}

/** The row is there already. */
const uniqueViolation = '23505';

/** So long a repetition waits for its first request in another process, and so often it looks. */
const busyPatienceMs = 2_000;
const busyLookMs = 50;

/** So long a conversation is waited for that somebody is known to hold: its share has waited already. */
const heldPatienceMs = 1_000;

/** The SQLSTATE of waiting for a lock for too long. */
const lockNotAvailable = '55P03';

/** How a batch is stored. */
interface Attempt {
  /** Its messages go into one conversation, which somebody may hold. */
  readonly isShare?: boolean;
  readonly isLast?: boolean;
}

/**
 * Stores what concurrent requests bring in shared transactions, so that many messages cost one
 * wait for the disk. There is no timer: while a transaction runs, the next batch gathers; on an
 * idle server a message is stored at once. A batch that Postgres refuses for its data is halved
 * until the bad submission stands alone; one that waited in vain for a lock is stored conversation
 * by conversation. So no submission fails its neighbours. What was stored is rung for and announced.
 */
export class GroupCommit {
  private readonly waiting = new WaitingLine();
  private readonly departures: Departures;
  private scheduled = false;
  private readonly heldUp: HeldUp;

  constructor(
    private readonly database: Database,
    private readonly settings: GroupCommitSettings,
    private readonly afterCommit: Pick<AfterCommit, 'mailArrived'>,
  ) {
    this.heldUp = new HeldUp(settings.maxInFlight, (share) => this.store(share, { isShare: true }));
    this.departures = new Departures(settings.maxInFlight, () => {
      this.schedule();
    });
  }

  /**
   * Resolves when the submission is durable. Thrown when too many wait: BACKLOG_FULL; when the database
   * takes too long: UNAVAILABLE; when the first request under its key does: IDEMPOTENCY_IN_PROGRESS.
   */
  submit(submission: Submission): Promise<FinalReceipt> {
    const { maxWaiting: limit, patienceMs = 5_000 } = this.settings;
    const backlog = this.waiting.size + this.heldUp.size;
    if (backlog >= limit) throw backlogFull({ limit, backlog, retryAfter: 1 });
    const item = new WaitingSubmission(submission, patienceMs, (late) => {
      this.giveUp(late);
    });
    this.enqueue(item);
    return item.receipt;
  }

  /** What goes to a conversation that somebody holds would only make the others wait. */
  private enqueue(item: WaitingSubmission): void {
    if (this.heldUp.concerns(item)) {
      this.heldUp.add([item]);
      return;
    }
    this.waiting.add(item);
    this.schedule();
  }

  /** What was not begun is not stored later either; of what was begun nobody knows. */
  private giveUp(item: WaitingSubmission): void {
    item.reject(tooSlow(this.waiting.drop(item) || this.heldUp.drop(item)));
  }

  private schedule(): void {
    if (this.scheduled || !this.departures.hasRoom) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    while (this.departures.hasRoom) {
      const caller = this.nextCaller();
      if (caller === undefined) return;
      const arrived = this.departures.begin(caller);
      void this.store(this.waiting.take(caller, this.settings.maxBatch)).finally(() => {
        arrived();
        if (this.waiting.size > 0) this.schedule();
      });
    }
  }

  /** Whose turn it is. */
  private nextCaller(): string | undefined {
    for (const caller of this.waiting.callers()) {
      if (this.departures.mayBegin(caller)) return caller;
    }
    return undefined;
  }

  private async store(batch: readonly WaitingSubmission[], attempt: Attempt = {}): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    try {
      const { receipts, rings, logs } = await faultPoint('ingest.store', () =>
        this.database.transaction(first.submission.caller, (tx) => write(tx, batch, attempt)),
      );
      if (attempt.isShare === true) this.heldUp.free(batch);
      // Also when whoever sent them gave up waiting: they are stored.
      this.afterCommit.mailArrived(first.submission.caller.workspace, rings, logs);
      for (const [index, receipt] of receipts.entries()) this.conclude(batch[index], receipt);
    } catch (error) {
      await this.afterFailure(batch, error as Error, attempt);
    }
  }

  /** A busy one comes again in a moment, in another batch: its neighbours do not wait for it. */
  private conclude(item: WaitingSubmission | undefined, receipt: Receipt): void {
    if (item === undefined) return;
    if (receipt.kind !== 'busy') {
      item.resolve(receipt);
      return;
    }
    item.busySince ??= performance.now();
    if (performance.now() - item.busySince > busyPatienceMs) {
      item.reject(stillRunning());
      return;
    }
    setTimeout(() => {
      if (!item.isSettled) this.enqueue(item);
    }, busyLookMs);
  }

  /**
   * Half by half on bad data. A lone submission is tried once more when its id was taken while we
   * wrote: the second try finds the winner and answers as a repetition.
   */
  private async afterFailure(
    batch: readonly WaitingSubmission[],
    error: Error,
    attempt: Attempt,
  ): Promise<void> {
    if (sqlState(error) === lockNotAvailable) {
      this.afterWaiting(batch, error, attempt);
    } else if (refusedData(error) === undefined) {
      for (const item of batch) item.reject(error);
    } else if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.store(batch.slice(0, half), attempt);
      await this.store(batch.slice(half), attempt);
    } else if (sqlState(error) === uniqueViolation && attempt.isLast !== true) {
      await this.store(batch, { ...attempt, isLast: true });
    } else {
      batch[0]?.reject(error);
    }
  }

  /** One conversation that is held must not fail the others; which one it is shows when each stands alone. */
  private afterWaiting(
    batch: readonly WaitingSubmission[],
    error: Error,
    { isShare = false }: Attempt,
  ): void {
    if (!isShare && conversationsOf(batch).length > 1) {
      this.heldUp.add(batch.filter(({ isSettled }) => !isSettled));
      return;
    }
    this.heldUp.mark(batch);
    for (const item of batch) item.reject(locked(error));
  }
}

async function write(
  tx: Tx,
  batch: readonly WaitingSubmission[],
  { isShare = false }: Attempt,
): Promise<Ingested> {
  if (isShare) await lockSoonOrNever(tx, conversationsOf(batch), heldPatienceMs);
  return ingestBatch(
    tx,
    batch.map(({ submission }) => submission),
    { isAll: true },
  );
}

function tooSlow(isStoredForSureNot: boolean): ProtocolError {
  const outcome = isStoredForSureNot
    ? 'it was not stored'
    : 'it may have been stored; an Idempotency-Key makes sending it again safe';
  return new ProtocolError(
    'UNAVAILABLE',
    `The database did not take the message in time; ${outcome}`,
    {
      retry_after: 2,
    },
  );
}

/** Waiting in vain for a lock writes nothing, so much is sure. */
function locked(cause: Error): ProtocolError {
  return new ProtocolError(
    'UNAVAILABLE',
    'The conversation was held by somebody else for too long; the message was not stored',
    { retry_after: 2 },
    { cause },
  );
}
