import type { Clock } from '#platform';

/** Time as turns use it. */
export interface TurnTime {
  now(): Date;
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Runs something later; gives a function that calls it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** The machine's time. Its timers alone keep no process alive; what a turn waits for does. */
export function openTurnTime(clock: Clock): TurnTime {
  return {
    now: () => new Date(clock.now()),
    monotonic: () => clock.monotonic(),
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      timer.unref();
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
