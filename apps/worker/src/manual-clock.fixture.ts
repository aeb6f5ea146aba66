import type { Clock } from '#platform';

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private time = 1_000_000;

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}
