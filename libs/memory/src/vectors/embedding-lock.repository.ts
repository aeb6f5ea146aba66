import type { Statement, Tx } from '#platform';

/** From a hash of "caxton.memory.embed". */
const key = 7_210_948;

const tryLock: Statement = {
  name: 'memory.lock-embedding',
  text: `select pg_try_advisory_lock(${String(key)}) as locked`,
};

const unlock: Statement = {
  name: 'memory.unlock-embedding',
  text: `select pg_advisory_unlock(${String(key)})`,
};

/**
 * Does the work if nobody else does it already. The lock is the connection's: it goes with the process
 * that held it, at the moment in which that dies.
 */
export async function alone<T>(tx: Tx, work: () => Promise<T>): Promise<T | undefined> {
  const [row] = await tx.rows<{ locked: boolean }>(tryLock);
  if (row?.locked !== true) return undefined;
  try {
    return await work();
  } finally {
    await tx.rows(unlock);
  }
}
