import type { Database } from '../database/database.js';
import type { Queues } from '../queue/open-queues.js';
import { within } from '../queue/within.js';

/** Longer than this a check counts as failed: whoever asks for health is answered in time. */
const patienceMs = 800;

/** How what a process stands on is now. */
export interface GroundHealth {
  readonly database: 'ok' | 'unreachable';
  /** `failing`: work goes on without bells, only slower. */
  readonly queue: 'ok' | 'failing';
}

/** Asks Postgres and the queue whether they are there. Answers within a second. */
export async function probeGround({
  database,
  queues,
}: {
  readonly database: Pick<Database, 'ping'>;
  readonly queues: Pick<Queues, 'ping' | 'ringer'>;
}): Promise<GroundHealth> {
  const [isThere, answers] = await Promise.all([
    succeeds(() => database.ping()),
    succeeds(() => queues.ping()),
  ]);
  const rings = answers && queues.ringer.isHealthy;
  return { database: isThere ? 'ok' : 'unreachable', queue: rings ? 'ok' : 'failing' };
}

async function succeeds(ask: () => Promise<void>): Promise<boolean> {
  try {
    await within(ask(), patienceMs);
    return true;
  } catch {
    return false;
  }
}
