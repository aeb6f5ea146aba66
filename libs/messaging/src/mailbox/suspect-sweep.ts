import { faultPoint } from '#faults';
import { systemCaller, type Database } from '#platform';
import {
  freeMailboxesHeldBy,
  readLateLease,
  takeSuspectMailboxes,
  type AbandonedMailbox,
  type MailSelection,
} from './sweep.repository.js';
import type { Company } from './turn.js';

/** A suspect that was not looked at for so long is looked at again. */
const quietMs = 1_000;

/** What the lanes of suspects ask of all mailboxes. */
export class SuspectSweep {
  constructor(private readonly database: Database) {}

  /** Suspect mailboxes to be run in this company, of the mail that is selected. They count as rung now. */
  async take(company: Company, limit: number, selection: MailSelection = {}): Promise<string[]> {
    return this.database.read(systemCaller, (tx) =>
      takeSuspectMailboxes(tx, company, { quietMs, limit }, selection),
    );
  }

  /** Frees at once what a process held that is known to be dead; its heads become suspects. */
  async freeHeldBy(owner: string): Promise<AbandonedMailbox[]> {
    return faultPoint('sweep.free', () =>
      this.database.read(systemCaller, (tx) => freeMailboxesHeldBy(tx, owner)),
    );
  }

  /**
   * In how many milliseconds the first lease runs out that ends within `withinMs`: it was not renewed in
   * time, so its worker seems to have died. Nothing: there is none.
   */
  async foresee(withinMs: number): Promise<number | undefined> {
    return this.database.read(systemCaller, (tx) => readLateLease(tx, withinMs));
  }
}
