import type { Clock } from '#platform';

/** Time as turns use it. */
export interface TurnTime {
  now(): Date;
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Runs something later; gives a function that calls it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** Longer than this, 24.8 days, a timer of Node fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's time. Its timers alone keep no process alive; what a turn waits for does. */
export function openTurnTime(clock: Clock): TurnTime {
  return {
    now: () => new Date(clock.now()),
    monotonic: () => clock.monotonic(),
    after: (milliseconds, act) => {
      const timer = setTimeout(act, Math.min(milliseconds, longestTimerMs));
      timer.unref();
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
