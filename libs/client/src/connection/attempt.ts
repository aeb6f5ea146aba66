import { CaxtonError } from '../errors/caxton-error.js';
import { readRefusal } from '../errors/read-refusal.js';
import type { Read } from './call.js';

/** One request, with how long it may take. */
export interface Request {
  readonly url: string;
  readonly init: RequestInit;
  readonly signal: AbortSignal | undefined;
  readonly withinMs: number;
}

/**
 * Sends a request once and reads its answer, both in time. Thrown: the reason of the signal; a CaxtonError for
 * everything else that goes wrong.
 */
export async function attempt<Answer>(
  send: typeof fetch,
  { url, init, signal, withinMs }: Request,
  read: Read<Answer>,
): Promise<Answer> {
  signal?.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
  }, withinMs);
  const signals = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
  try {
    // A redirect would carry the key to a place that nobody named.
    const response = await send(url, { ...init, redirect: 'manual', signal: signals });
    if (!response.ok) throw await readRefusal(response);
    return await read(response);
  } catch (error) {
    signal?.throwIfAborted();
    throw late.signal.aborted ? tooLate(url, withinMs) : told(error, url);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(url: string, withinMs: number): CaxtonError {
  return new CaxtonError('TIMED_OUT', `${url} did not answer within ${String(withinMs)} ms`);
}

/** What `fetch` throws says little; the reason, such as ECONNREFUSED, is its cause. */
function told(error: unknown, url: string): CaxtonError {
  if (error instanceof CaxtonError) return error;
  const reason = error instanceof Error ? reasonOf(error) : String(error);
  return new CaxtonError('CONNECTION_FAILED', `${url} cannot be reached: ${reason}`, {
    cause: error,
  });
}

function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
