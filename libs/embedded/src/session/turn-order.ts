/** Somebody who has work for the one session. */
export interface Worker {
  readonly hasWork: boolean;
  /** False while its client does not read what it was answered. */
  readonly canTake: boolean;
}

/**
 * Whose turn it is. Everybody with work gets one piece done, then the next; who holds the session
 * (is in a transaction) keeps it until it lets go, and the others wait.
 */
export class TurnOrder<W extends Worker> {
  readonly #waiting = new Set<W>();
  #holder: W | undefined;

  get holder(): W | undefined {
    return this.#holder;
  }

  enter(worker: W): void {
    this.#waiting.add(worker);
  }

  next(): W | undefined {
    if (this.#holder !== undefined) {
      return this.#holder.hasWork && this.#holder.canTake ? this.#holder : undefined;
    }
    for (const worker of this.#waiting) {
      if (worker.hasWork && !worker.canTake) continue;
      // To the end of the line, or out of it.
      this.#waiting.delete(worker);
      if (!worker.hasWork) continue;
      this.#waiting.add(worker);
      return worker;
    }
    return undefined;
  }

  hold(worker: W): void {
    this.#holder = worker;
  }

  letGo(): void {
    this.#holder = undefined;
  }
}
