import { orAborted } from '../call-deadline.js';

/** Lets so many in at a time; the others wait in the order they came. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Waits for a slot and gives what frees it.
   * @throws the signal's reason when it aborts first
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    return () => {
      this.#pass();
    };
  }

  /** A slot that is freed goes to who waits longest, without being free in between. */
  async #turn(signal: AbortSignal): Promise<void> {
    let come: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      come = resolve;
    });
    this.#waiting.push(come);
    try {
      await orAborted(turn, signal);
    } catch (error) {
      const place = this.#waiting.indexOf(come);
      // Not in the queue any more: the slot was given at the moment of the abortion.
      if (place === -1) this.#pass();
      else this.#waiting.splice(place, 1);
      throw error;
    }
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
