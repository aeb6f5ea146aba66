/** Ends a transaction whose client has nothing to say: everybody else waits for it. */
export class IdleLimit {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly milliseconds: number) {}

  /** Runs on when it runs already: work of others does not prolong it. */
  start(expire: () => void): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      expire();
    }, this.milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
