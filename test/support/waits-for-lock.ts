import type { Client } from 'pg';

/**
 * Resolves once so many statements of the database wait for locks. Thrown when they do not. A
 * transaction sees the sessions there were when it first looked: a client inside one must forget
 * them, or a connection opened meanwhile is never counted.
 */
export async function waitsForLock(client: Client, count: number): Promise<void> {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    await client.query('select pg_stat_clear_snapshot()');
    const { rows } = await client.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length >= count) return;
  }
  throw new Error(`Fewer than ${count} statements wait for a lock`);
}
