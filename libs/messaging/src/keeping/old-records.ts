import { systemCaller, type Database, type Tx } from '#platform';
import { dropOldSteps } from '../journal/turn-journal.repository.js';
import { dropOldBatches, dropOldOperations } from './ended-records.repository.js';

type Drop = (tx: Tx, retentionMs: number, most: number) => Promise<number>;

/** What was noted beside what was said, and is forgotten some time after it has ended. Messages stay. */
export class OldRecords {
  constructor(private readonly database: Database) {}

  /** Forgets at most so many steps of messages that ended so many milliseconds ago. Gives how many. */
  dropSteps(retentionMs: number, most: number): Promise<number> {
    return this.drop(dropOldSteps, retentionMs, most);
  }

  /** Forgets at most so many batches that ended so many milliseconds ago. Gives how many. */
  dropBatches(retentionMs: number, most: number): Promise<number> {
    return this.drop(dropOldBatches, retentionMs, most);
  }

  /** Forgets at most so many operations on conversations that ended so many milliseconds ago. Gives how many. */
  dropOperations(retentionMs: number, most: number): Promise<number> {
    return this.drop(dropOldOperations, retentionMs, most);
  }

  private drop(drop: Drop, retentionMs: number, most: number): Promise<number> {
    return this.database.read(systemCaller, (tx) => drop(tx, retentionMs, most));
  }
}
