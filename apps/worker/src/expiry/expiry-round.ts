import { inPortions } from '../rounds/in-portions.js';
import type { Expiry } from './expiries.js';

/**
 * Forgets what has expired, one kind after another, resting between portions.
 * @throws {AggregateError} at its end, when some kinds could not be forgotten: the others were
 */
export async function expiryRound(
  expiries: readonly Expiry[],
  stopping: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  for (const expiry of expiries) {
    try {
      await inPortions(expiry, stopping);
    } catch (error) {
      stopping.throwIfAborted();
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be forgotten.');
}
