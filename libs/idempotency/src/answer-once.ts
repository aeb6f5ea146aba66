import type { JsonValue } from '#protocol';
import { sqlState, type Caller, type Database, type Tx } from '#platform';
import { replay, stillRunning, type IdempotencyClaim } from './claim.js';
import { findSavedAnswer, takeKeysOf, writeAnswer } from './idempotency.repository.js';

/** So long a repetition waits for the first request; it looks after 20 ms, 40 ms … and every 250 ms. */
const patienceMs = 2_000;
const firstLookMs = 20;
const lastLookMs = 250;

/** Postgres gave up waiting for a lock. */
const lockTimeout = '55P03';

/**
 * `database.transaction` for a request that its sender may repeat. `work` does the effect and gives
 * the answer for the wire; key, answer and effect are written in one transaction, all or nothing. What
 * `work` throws saves nothing, so the request may be tried again under the same key. Without a claim it
 * is `database.transaction` and no more. In other processes too, work under one key runs once.
 *
 * Thrown when the key was used for a different request: IDEMPOTENCY_KEY_REUSED; when the first request
 * is still running after two seconds: IDEMPOTENCY_IN_PROGRESS.
 */
export async function answerOnce<T extends object>(
  database: Database,
  caller: Caller,
  claim: IdempotencyClaim | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (claim === undefined) return database.transaction(caller, work);
  const deadline = performance.now() + patienceMs;
  for (let looks = 0; ; looks += 1) {
    const answered = await database.transaction(caller, (tx) => attempt(tx, claim, work));
    if (answered.kind === 'fresh') return answered.answer;
    if (answered.kind === 'replay') {
      claim.onReplay?.();
      return answered.answer;
    }
    if (performance.now() > deadline) throw stillRunning();
    await pause(Math.min(lastLookMs, firstLookMs * 2 ** looks));
  }
}

type Attempt<T> =
  { readonly kind: 'fresh' | 'replay'; readonly answer: T } | { readonly kind: 'busy' };

async function attempt<T extends object>(
  tx: Tx,
  claim: IdempotencyClaim,
  work: (tx: Tx) => Promise<T>,
): Promise<Attempt<T>> {
  const { fresh, busy } = await take(tx, claim);
  if (busy.has(claim.key)) return { kind: 'busy' };
  if (fresh.has(claim.key)) {
    const answer = await work(tx);
    await writeAnswer(tx, claim.key, answer as JsonValue);
    return { kind: 'fresh', answer };
  }
  const saved = await findSavedAnswer(tx, claim.key);
  // Its time ran out between the two statements; the next attempt takes the key.
  if (saved === undefined) return { kind: 'busy' };
  return { kind: 'replay', answer: replay(saved, claim.fingerprint).response as T };
}

/** Whoever holds the index without the lock (an older version of the server) is in progress as well. */
async function take(tx: Tx, claim: IdempotencyClaim): ReturnType<typeof takeKeysOf> {
  try {
    return await takeKeysOf(tx, [{ claim }]);
  } catch (error) {
    throw sqlState(error) === lockTimeout ? stillRunning() : error;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
