import { ProtocolError } from '#protocol';
import { faultPoint } from '#faults';
import { isDataFault, isUniqueViolation, type Caller, type Database } from '#platform';
import { ingestBatch } from './ingest.repository.js';
import type { Receipt, Submission } from './submission.js';

export interface GroupCommitSettings {
  /** Submissions in one transaction. @default 200 */
  readonly maxBatch: number;
  /** Transactions at the same time. @default 4; 1 on the embedded server, which has one session */
  readonly maxInFlight: number;
  /** Submissions that may wait; beyond them the client is told to come back. @default 2,000 */
  readonly maxWaiting: number;
}

interface Waiting {
  readonly submission: Submission;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores what concurrent requests bring in shared transactions, so that many messages cost one
 * wait for the disk. There is no timer: while a transaction runs, the next batch gathers; on an
 * idle server a message is stored at once. A batch that Postgres refuses for its data is halved
 * until the bad submission stands alone, so that it never fails its neighbours.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private inFlight = 0;
  private scheduled = false;

  constructor(
    private readonly database: Database,
    private readonly settings: GroupCommitSettings,
  ) {}

  /** Resolves when the submission is durable. Thrown when too many wait: RATE_LIMITED. */
  submit(submission: Submission): Promise<Receipt> {
    if (this.waiting.length >= this.settings.maxWaiting) {
      throw new ProtocolError('RATE_LIMITED', 'The server takes no more messages right now.', {
        retry_after: 1,
      });
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ submission, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.inFlight >= this.settings.maxInFlight) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    while (this.waiting.length > 0 && this.inFlight < this.settings.maxInFlight) {
      const batch = this.takeBatch();
      this.inFlight += 1;
      void this.store(batch).finally(() => {
        this.inFlight -= 1;
        if (this.waiting.length > 0) this.schedule();
      });
    }
  }

  /** The oldest submission and those behind it of the same caller, up to the limit. */
  private takeBatch(): Waiting[] {
    const caller = this.waiting[0]?.submission.caller;
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    for (const item of this.waiting) {
      const joins = batch.length < this.settings.maxBatch && isSame(item.submission.caller, caller);
      (joins ? batch : rest).push(item);
    }
    this.waiting = rest;
    return batch;
  }

  private async store(batch: readonly Waiting[], lastTry = false): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    try {
      const submissions = batch.map(({ submission }) => submission);
      const receipts = await faultPoint('ingest.store', () =>
        this.database.transaction(first.submission.caller, (tx) => ingestBatch(tx, submissions)),
      );
      batch.forEach(({ resolve }, index) => {
        resolve(receipts[index] ?? { kind: 'accepted', rings: [], logs: [] });
      });
    } catch (error) {
      await this.afterFailure(batch, error, lastTry);
    }
  }

  /**
   * Half by half on bad data. A lone submission is tried once more when its id was taken while we
   * wrote: the second try finds the winner and answers as a repetition.
   */
  private async afterFailure(
    batch: readonly Waiting[],
    error: unknown,
    lastTry: boolean,
  ): Promise<void> {
    if (!isDataFault(error)) {
      for (const { reject } of batch) reject(error);
    } else if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await this.store(batch.slice(0, half));
      await this.store(batch.slice(half));
    } else if (isUniqueViolation(error) && !lastTry) {
      await this.store(batch, true);
    } else {
      batch[0]?.reject(error);
    }
  }
}

function isSame(a: Caller, b: Caller | undefined): boolean {
  return a.workspace === b?.workspace && a.principal === b.principal;
}
