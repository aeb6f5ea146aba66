import { faultPoint } from '#faults';
import type { Caller, Database, Tx } from '#platform';
import { LeaseLost } from '../messaging.errors.js';
import type { Lease } from '../mailbox/turn.js';
import { LineageBook } from '../lineage/lineage-book.js';
import { WaitBook } from '../suspension/wait-book.js';
import { onBehalfOf } from '../on-behalf-of.js';
import type { BegunStep, DoneStep, EndedStep, Step } from './step.js';
import {
  finishStep,
  loadSteps,
  noteSteps,
  startStep,
  supersedeSteps,
} from './turn-journal.repository.js';

/** Whose steps they are. */
export interface JournalOwner {
  readonly lease: Lease;
  readonly message: { readonly id: string };
}

/**
 * What turns did, step by step, so that another attempt at the same message replays it instead of
 * paying for it or doing it again (reliability §3.6, ADR-0010). Written while a turn runs; every
 * write proves the lease in its own statement and is thrown back with {@link LeaseLost}.
 */
export class TurnJournal {
  /** What its turns waited for. */
  readonly waits: WaitBook;
  readonly lineage: LineageBook;

  /**
   * `noteDurably`: for the embedded Postgres, which dies with the process and so would lose what it
   * has not written just when it is needed; it does not wait for a disk anyway. @default false
   */
  constructor(
    private readonly database: Database,
    private readonly noteDurably = false,
  ) {
    this.waits = new WaitBook(database);
    this.lineage = new LineageBook(database);
  }

  /** All steps of a message, whoever wrote them, in order. */
  async load({ lease, message }: JournalOwner): Promise<Step[]> {
    return this.read(onBehalfOf(lease), (tx) => loadSteps(tx, lease.workspace, message.id));
  }

  /** Writes steps that are done. Not durable on purpose: losing them costs money, not truth. */
  async note(owner: JournalOwner, steps: readonly DoneStep[]): Promise<void> {
    const durable = this.noteDurably;
    await faultPoint('journal.note', () =>
      this.write(owner, (tx, by) => noteSteps(tx, { ...by, durable }, steps)),
    );
  }

  /** Writes that a step with effects outside is about to begin. `durable`: before it may. */
  async start(owner: JournalOwner, step: BegunStep, durable: boolean): Promise<void> {
    await faultPoint('journal.start', () =>
      this.write(owner, (tx, by) => startStep(tx, { ...by, durable }, step)),
    );
  }

  /** Writes what came of it. `durable`: a step that may not be made again. */
  async finish(owner: JournalOwner, step: EndedStep, durable: boolean): Promise<void> {
    await faultPoint('journal.finish', () =>
      this.write(owner, (tx, by) => finishStep(tx, { ...by, durable }, step)),
    );
  }

  /** Marks steps of an earlier attempt that this one does not repeat. They stay to be looked at. */
  async supersede(owner: JournalOwner, numbers: readonly number[]): Promise<void> {
    await this.write(owner, (tx, by) => supersedeSteps(tx, { ...by, durable: false }, numbers));
  }

  private async write(
    { lease, message }: JournalOwner,
    work: (tx: Tx, by: { lease: Lease; messageId: string }) => Promise<boolean>,
  ): Promise<void> {
    const written = await this.read(onBehalfOf(lease), (tx) =>
      work(tx, { lease, messageId: message.id }),
    );
    if (!written) throw new LeaseLost(lease.mailboxId);
  }

  /** Single statements: each is a transaction of its own. */
  private read<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read(caller, work);
  }
}
