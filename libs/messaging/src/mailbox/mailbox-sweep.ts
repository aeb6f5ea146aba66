import { faultPoint } from '#faults';
import { systemCaller, type Caller, type Database, type Tx } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { ApprovalSweep } from '../approvals/approval-sweep.js';
import { ConversationKeeping } from '../keeping/conversation-keeping.js';
import { OldRecords } from '../keeping/old-records.js';
import { StrayAnswers } from '../asking/stray-answers.js';
import { endCompletedBatches } from '../batch/batch-end.repository.js';
import type { Failure } from '../failure.js';
import { quietMs } from './due.js';
import { settleOne } from './settle-waiting.js';
import {
  findExpiredMessages,
  findOrphanedMessages,
  freeAbandonedMailboxes,
  readReadyMail,
  takeDueMailboxes,
  type AbandonedMailbox,
  type DueMail,
  type MailSelection,
  type FoundMessage,
} from './sweep.repository.js';
import { SetAside } from './set-aside.js';

/** How much one sweep takes on, so that it stays short. */
const portion = 200;

/** Open batches that one sweep looks at. */
const batchPortion = 100;

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
  /** What people did not decide in time. */
  readonly approvals: ApprovalSweep;
  /** Answers in the wrong place. */
  readonly strays: StrayAnswers;
  /** What is done to many conversations. */
  readonly keeping: ConversationKeeping;
  /** What is forgotten some time after it has ended. */
  readonly old: OldRecords;
  private readonly aside = new SetAside();

  constructor(
    private readonly database: Database,
    private readonly afterCommit: AfterCommit,
  ) {
    this.approvals = new ApprovalSweep(database, afterCommit);
    this.strays = new StrayAnswers(database, afterCommit);
    this.keeping = new ConversationKeeping(database);
    this.old = new OldRecords(database);
  }

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

  /** Ends waiting messages whose deadline has passed. Gives how many; throws when some could not be ended. */
  async settleExpired(): Promise<number> {
    const found = await this.read((tx) => findExpiredMessages(tx, portion, this.aside.keys));
    return this.settleEach(found, 'expired', expired);
  }

  /** Ends the waiting messages of removed agents. Gives how many; throws when some could not be ended. */
  async settleOrphans(): Promise<number> {
    const found = await this.read((tx) => findOrphanedMessages(tx, portion, this.aside.keys));
    return this.settleEach(found, 'failed', removed);
  }

  /** Mail that is ready and rung for, and waits for a worker: how much, and since when. Suspects are none of it. */
  async backlog(): Promise<{ ready: number; oldestMs: number }> {
    return this.read(readReadyMail);
  }

  /** Notes which batches have ended, and has webhooks told. Gives how many. */
  async endBatches(): Promise<number> {
    return this.read((tx) => endCompletedBatches(tx, batchPortion));
  }

  private read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read(systemCaller, work);
  }

  private async settleEach(
    found: readonly FoundMessage[],
    status: 'failed' | 'expired',
    failure: Failure,
  ): Promise<number> {
    let settled = 0;
    await this.aside.each(found, async ({ workspace_id: workspace, id }) => {
      const caller: Caller = { workspace, principal: 'system' };
      const done = await faultPoint('sweep.settle', () =>
        this.database.transaction(caller, (tx) => settleOne(tx, id, status, failure)),
      );
      if (done === undefined) return;
      settled += 1;
      this.afterCommit.mailArrived(workspace, done.rings, [done.numbering]);
    });
    return settled;
  }
}
