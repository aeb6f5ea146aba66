/**
 * Runs work that ends with the given signal or after so many milliseconds, whichever comes first,
 * even when the work ignores the signal it is given. The timer and the listener go with it.
 *
 * @throws the outer signal's reason, or what `onTimeout` makes
 */
export async function withinDeadline<T>(
  outer: AbortSignal,
  milliseconds: number,
  onTimeout: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted();
  const inner = new AbortController();
  const follow = (): void => {
    inner.abort(outer.reason);
  };
  outer.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(() => {
    inner.abort(onTimeout());
  }, milliseconds);
  try {
    return await orAborted(work(inner.signal), inner.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', follow);
  }
}

/** The outcome, or the abortion if that comes first; a late outcome is dropped. */
export async function orAborted<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    outcome.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
