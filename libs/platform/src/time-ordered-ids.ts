import { randomUUID } from 'node:crypto';

/** Twelve bits: so many ids of one millisecond stand in order. */
const mostOfOneMs = 0x1000;

/** Above the twelve bits that count. */
const version = 0x7000;

/**
 * UUIDs of version 7 (RFC 9562 §5.7), each greater than the one before, also within a millisecond: twelve bits
 * count there from a random start (§6.2, method 1), 62 are random. Where they are used up, or the clock is set
 * back, the millisecond of the last id goes on, which is at most a little ahead of the clock.
 */
export class TimeOrderedIds {
  #ms = -1;
  /** The millisecond as an id begins with it. */
  #time = '';
  #count = 0;

  /** `random` gives UUIDs of version 4, whose randomness is taken. */
  constructor(
    private readonly now: () => number = Date.now,
    private readonly random: () => string = randomUUID,
  ) {}

  next(): string {
    const random = this.random();
    this.#step(this.now(), Number.parseInt(random.slice(0, 3), 16));
    const count = (version + this.#count).toString(16);
    // The variant is that of version 4; what follows it is random there, too.
    return `${this.#time}-${count}-${random.slice(19)}`;
  }

  #step(now: number, start: number): void {
    if (now <= this.#ms && this.#count + 1 < mostOfOneMs) {
      this.#count += 1;
      return;
    }
    this.#ms = Math.max(now, this.#ms + 1);
    this.#time = timeOf(this.#ms);
    this.#count = start;
  }
}

/** In two halves: writing a number beyond 32 bits in hexadecimals takes several microseconds. */
function timeOf(ms: number): string {
  const high = Math.floor(ms / 0x1_0000).toString(16);
  const low = (ms % 0x1_0000).toString(16);
  return `${high.padStart(8, '0')}-${low.padStart(4, '0')}`;
}
