import type { ServerResponse } from 'node:http';

/** Ends held answers and streams. `release` forgets about the client and the server alike. */
export interface Departure {
  readonly signal: AbortSignal;
  release(): void;
}

/**
 * Aborts when the client has gone, the server stops or the time is over (@default never), whichever
 * comes first.
 */
export function watchDeparture(
  response: ServerResponse,
  stopping: AbortSignal,
  afterMs?: number,
): Departure {
  const controller = new AbortController();
  const leave = (): void => {
    controller.abort();
  };
  const timer = afterMs === undefined ? undefined : setTimeout(leave, afterMs);
  // By hand rather than AbortSignal.any, which keeps every request on the long-lived signal's list.
  response.once('close', leave);
  stopping.addEventListener('abort', leave);
  if (stopping.aborted || response.destroyed) leave();
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      response.off('close', leave);
      stopping.removeEventListener('abort', leave);
    },
  };
}
