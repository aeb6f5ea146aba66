import { CaxtonError } from '../errors/caxton-error.js';

/** The longest that one attempt waits behind another, unless the server asks for more. */
const longestMs = 8_000;
const firstMs = 200;

/** A moment by chance up to a bound that doubles, so that those who failed together do not come back together. */
export function fullJitter(attempt: number, chance: number): number {
  return chance * Math.min(longestMs, firstMs * 2 ** (attempt - 1));
}

/** How long to wait after a failed attempt, never less than the server asked for. */
export function pauseAfter(error: unknown, attempt: number, chance: number): number {
  const asked = error instanceof CaxtonError ? (error.retryAfterMs ?? 0) : 0;
  return asked + fullJitter(attempt, chance);
}

/** Whether the same call may go well later. */
export function mayPass(error: unknown): error is CaxtonError {
  if (!(error instanceof CaxtonError)) return false;
  const { code, status } = error;
  if (code === 'CONNECTION_FAILED' || code === 'TIMED_OUT') return true;
  if (code === 'IDEMPOTENCY_IN_PROGRESS') return true;
  return [408, 429, 500, 502, 503, 504].includes(status);
}

/** 429 is said at the door, before anything was done: then even what must not be done twice may be tried again. */
export function isRefusedAtTheDoor(error: CaxtonError): boolean {
  return error.status === 429;
}
