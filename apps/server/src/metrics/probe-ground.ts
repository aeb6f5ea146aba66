import type { Readiness } from '#protocol';
import { within, type Platform } from '#platform';

/** Longer than this a check counts as failed: whoever asks for health is answered in time. */
const patienceMs = 800;

/** Asks Postgres and the queue whether they are there. Answers within a second. */
export async function probeGround({
  database,
  queues,
}: Pick<Platform, 'database' | 'queues'>): Promise<Readiness['checks']> {
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
