import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** How much mail waits in all mailboxes. */
async function countWaiting(client: Client): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    'select coalesce(sum(pending), 0)::int as waiting from mailboxes',
  );
  return rows[0]?.waiting ?? 0;
}

/**
 * Waits until nothing waits any more, and gives how many milliseconds that took. Thrown with the
 * number of those that still wait when they take longer than they may.
 */
export async function untilDrained(databaseUrl: string, patienceMs: number): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const startedAt = performance.now();
  try {
    for (;;) {
      const waiting = await countWaiting(client);
      const took = performance.now() - startedAt;
      if (waiting === 0) return took;
      if (took > patienceMs) {
        throw new Error(`${String(waiting)} messages still wait after ${String(patienceMs)} ms.`);
      }
      await delay(100);
    }
  } finally {
    await client.end();
  }
}
