import type { Clock } from '#platform';

interface Event {
  readonly at: number;
  readonly run: () => void;
}

/** Lets every promise that can settle do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that passes only between events. Everything that waits, waits here, so a run is the same
 * every time for the same seed, and an hour takes milliseconds.
 */
export class VirtualTime implements Clock {
  private time = 0;
  private events: Event[] = [];

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  /** Runs something later, of two at the same time the first asked for. Gives what calls it off. */
  after(milliseconds: number, run: () => void): () => void {
    const event = { at: this.time + Math.max(0, milliseconds), run };
    const later = this.events.findIndex((other) => other.at > event.at);
    this.events.splice(later === -1 ? this.events.length : later, 0, event);
    return () => {
      this.events = this.events.filter((other) => other !== event);
    };
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(milliseconds, resolve);
    });
  }

  /** Runs events until the condition holds. False: it did not until the given time. */
  async runUntil(isOver: () => boolean, latest: number): Promise<boolean> {
    await settle();
    while (!isOver()) {
      const next = this.events.shift();
      if (next === undefined || next.at > latest) return false;
      this.time = next.at;
      next.run();
      await settle();
    }
    return true;
  }
}
