import type { Caller, Database } from '#platform';
import { answerOnce } from './answer-once.js';
import { replay, type IdempotencyClaim } from './claim.js';
import { findSavedAnswer } from './idempotency.repository.js';

/**
 * For a request whose effect is more than one transaction, each of which does no harm when it is
 * repeated (it stores what is there already, it puts back what is back): does the work, then keeps its
 * answer. Who repeats the request gets that answer; who does so while the work is running, or
 * after a crash in the middle of it, has the rest of it done. Everything else is for `answerOnce`.
 *
 * Thrown when the key was used for a different request: IDEMPOTENCY_KEY_REUSED.
 */
export async function keepAnswer<T extends object>(
  database: Database,
  caller: Caller,
  claim: IdempotencyClaim | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (claim === undefined) return work();
  const saved = await database.read(caller, (tx) => findSavedAnswer(tx, claim.key));
  if (saved !== undefined) {
    const { response } = replay(saved, claim.fingerprint);
    claim.onReplay?.();
    return response as T;
  }
  const answer = await work();
  return answerOnce(database, caller, claim, () => Promise.resolve(answer));
}
