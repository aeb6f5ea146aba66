/** Resolves after so many milliseconds, or at once when the signal aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/**
 * Resolves with what is waited for, or after so many milliseconds. It leaves no timer behind: that would
 * keep a process alive that has ended.
 */
export async function waitAtMost(waited: Promise<void>, milliseconds: number): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([waited, pause(milliseconds, over.signal)]);
  } finally {
    over.abort();
  }
}
