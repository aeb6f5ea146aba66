import type { ModelError } from '../model.errors.js';
import type { AskLimits } from './limits.js';

/** Nobody is asked again sooner than this, whatever the dice say. Milliseconds. */
const shortestWait = 50;

/**
 * How long to wait before asking again after the `failures`-th failure, or `undefined` to give up.
 *
 * Full jitter: a random part of a wait that doubles, so that many turns that failed together do not
 * come back together. Never sooner than the provider asked. A time-out is not retried here: the call
 * has used up its time, and its outcome is unknown.
 * @param random a number from 0 to 1
 */
export function retryDelay(
  failures: number,
  error: ModelError,
  limits: AskLimits,
  random: number,
): number | undefined {
  const asked = error.retryAfterMs ?? 0;
  if (!error.retryable || error.code === 'MODEL_TIMEOUT') return undefined;
  if (failures > limits.maxRetries || asked > limits.patienceMs) return undefined;
  const ceiling = Math.min(limits.maxBackoffMs, limits.backoffMs * 2 ** (failures - 1));
  return asked + Math.max(shortestWait, Math.round(random * ceiling));
}

/**
 * The wait a provider asks for, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or
 * as a date (RFC 9110 §10.2.3). `undefined` when it asks for none or cannot be understood.
 */
export function readRetryAfter(
  headers: Readonly<Record<string, string>> | undefined,
  now: number,
): number | undefined {
  const milliseconds = readNumber(headers?.['retry-after-ms']);
  if (milliseconds !== undefined) return milliseconds;
  const text = headers?.['retry-after'];
  const seconds = readNumber(text);
  if (seconds !== undefined) return seconds * 1_000;
  const date = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
