import { faultPoint } from '#faults';
import { systemCaller, type Database } from '#platform';
import {
  endsAnyLeaseWithin,
  freeMailboxesHeldBy,
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

  /** Whether a worker seems to have died: a lease that ends so soon was not renewed in time. */
  async foresees(withinMs: number): Promise<boolean> {
    return this.database.read(systemCaller, (tx) => endsAnyLeaseWithin(tx, withinMs));
  }
}
