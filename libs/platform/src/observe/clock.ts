/** The only source of time that decisions may ask for. */
export interface Clock {
  /** Wall time in milliseconds since 1970, for stamps that people read. */
  now(): number;
  /** Milliseconds that never jump, for measuring how long something took. */
  monotonic(): number;
}

/** The machine's own clock. Leases and deadlines are judged by Postgres's clock, not by this one. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
