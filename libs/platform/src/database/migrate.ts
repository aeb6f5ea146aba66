import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { sqlState } from './sql-faults.js';

/**
 * A migration may build an index for minutes. But while it waits for a lock on a table, everybody
 * else waits behind it: it gives up soon, lets them pass, and tries again.
 */
export const migrationLimits = '-c statement_timeout=0 -c lock_timeout=2000';

/** One key for everybody who migrates, from a hash of "caxton". */
const migrationLock = 7_210_947;

const lockNotAvailable = '55P03';
const attempts = 20;

/** Brings the schema up to date. Of several processes that start at once, one does it. */
export async function migrate(source: DataSource): Promise<void> {
  const guard = source.createQueryRunner();
  try {
    await guard.connect();
    await guard.query('set statement_timeout = 0');
    await guard.query('set lock_timeout = 0');
    await guard.query('select pg_advisory_lock($1)', [migrationLock]);
    await runPatiently(source);
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await guard.query('reset statement_timeout').catch(() => undefined);
    await guard.query('reset lock_timeout').catch(() => undefined);
    await guard.release();
  }
}

async function runPatiently(source: DataSource): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await source.runMigrations({ transaction: 'each' });
      return;
    } catch (error) {
      if (sqlState(error) !== lockNotAvailable || attempt === attempts) throw error;
      await pause(200 + Math.random() * 800);
    }
  }
}
