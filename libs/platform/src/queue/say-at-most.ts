import type { Logger } from '../observe/logger.js';

/** An outage throws many times a second; one line in ten seconds tells it as well. */
const quietMs = 10_000;

/** A listener for `error` events that logs the first of many. */
export function sayAtMost(log: Logger, sentence: string): (error: Error) => void {
  let last = -Infinity;
  return (error) => {
    const now = performance.now();
    if (now - last < quietMs) return;
    last = now;
    log.warn({ reason: error.message }, sentence);
  };
}
