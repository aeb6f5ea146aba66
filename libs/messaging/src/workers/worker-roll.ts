import type { WorkerList } from '#protocol';
import { systemCaller, type Caller, type Database } from '#platform';
import type { Heartbeat, ServingWorker } from './heartbeat.js';
import {
  forgetWorkers,
  listWorkers,
  readServing,
  removeWorker,
  writeHeartbeat,
} from './worker.repository.js';

/** Without a heartbeat for so long a worker counts as lost: five of them went missing. */
const lostAfterMs = 15_000;

/** The row of a lost worker is kept for so long, for people who ask what became of it. */
const forgetAfterMs = 3_600_000;

/**
 * The worker processes that there are. Nothing that matters depends on it: who may work on a mailbox
 * is decided by leases. It is for people who look, and for workers that leave mail to one another.
 */
export class WorkerRoll {
  constructor(private readonly database: Database) {}

  /** Registers a worker or says that it is still there. */
  async beat(heartbeat: Heartbeat): Promise<void> {
    await this.database.read(systemCaller, (tx) => writeHeartbeat(tx, heartbeat));
  }

  /** Takes a worker off that stopped as it should. */
  async leave(id: string): Promise<void> {
    await this.database.read(systemCaller, (tx) => removeWorker(tx, id));
  }

  /** All that are known, the longest-running first; `lost`: its heartbeats stopped. */
  async list(caller: Caller): Promise<WorkerList> {
    const workers = await this.database.read(caller, (tx) => listWorkers(tx, lostAfterMs));
    return { workers, total: workers.length };
  }

  /** Those that take turns now. */
  async serving(): Promise<ServingWorker[]> {
    return this.database.read(systemCaller, (tx) => readServing(tx, lostAfterMs));
  }

  /** Forgets workers that have been lost for an hour; gives their ids. For the sweeper. */
  async forgetLost(): Promise<string[]> {
    return this.database.read(systemCaller, (tx) => forgetWorkers(tx, forgetAfterMs));
  }
}
