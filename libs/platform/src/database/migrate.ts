import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { prepareRole, type Net } from './app-role.js';
import { guardTables } from './row-level-security.js';
import { isConcurrencyFault, sqlState } from './sql-faults.js';
import { workspaceSetting } from './workspace-setting.js';

/**
 * A migration may build an index for minutes. But while it waits for a lock on a table, everybody
 * else waits behind it: it gives up soon, lets them pass, and tries again. Sooner than Postgres looks for a deadlock
 * (after a second), which could end in a client's request giving way. It moves the rows of every workspace.
 */
export const migrationLimits = `-c statement_timeout=0 -c lock_timeout=900 -c ${workspaceSetting}=*`;

/** One key for everybody who migrates, from a hash of "caxton". */
const migrationLock = 7_210_947;

const tryLock = 'select pg_try_advisory_lock($1) as "isOurs"';

/** How long one that starts waits before it asks again whether another is done. */
const turnMs = 100;

const lockNotAvailable = '55P03';

/** So long it is tried, again and again, to get the locks of a busy database. */
const patienceMs = 300_000;

/** Brings the schema up to date, and the net under it. Of several processes that start at once, one does it. */
export async function migrate(source: DataSource): Promise<Net> {
  const guard = source.createQueryRunner();
  try {
    await guard.connect();
    await guard.query('set statement_timeout = 0');
    await guard.query('set lock_timeout = 0');
    await takeTurn(guard);
    return await runPatiently(source);
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await guard.query('reset statement_timeout').catch(() => undefined);
    await guard.query('reset lock_timeout').catch(() => undefined);
    await guard.release();
  }
}

/**
 * Asks again and again: whoever waits inside of a statement is somebody for whom an index waits that is built concurrently, and
 * both would wait for ever.
 */
async function takeTurn(guard: QueryRunner): Promise<void> {
  for (;;) {
    const [answer] = (await guard.query(tryLock, [migrationLock])) as { isOurs: boolean }[];
    if (answer?.isOurs === true) return;
    await pause(turnMs);
  }
}

async function runPatiently(source: DataSource): Promise<Net> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      await source.runMigrations({ transaction: 'each' });
      return await raiseNet(source);
    } catch (error) {
      if (!isInTheWay(error) || performance.now() > until) throw error;
      await pause(200 + Math.random() * 800);
    }
  }
}

/** Others held what it needs; or they waited for what it held, and Postgres chose it to give way. */
function isInTheWay(error: unknown): boolean {
  return sqlState(error) === lockNotAvailable || isConcurrencyFault(error);
}

async function raiseNet(source: DataSource): Promise<Net> {
  const runner = source.createQueryRunner();
  try {
    await guardTables(runner);
    return await prepareRole(runner);
  } finally {
    await runner.release();
  }
}
