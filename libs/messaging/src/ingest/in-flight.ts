/**
 * Lets requests that carry the same key go one after another inside this process, so that two of
 * them never meet in one batch. Between processes the unique index does the same.
 */
export class InFlight {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs `work` after every earlier one under any of the keys has ended. */
  async oneAtATime<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    if (keys.length === 0) return work();
    const before = keys.flatMap((key) => this.last.get(key) ?? []);
    const mine = Promise.allSettled(before).then(work);
    for (const key of keys) this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      for (const key of keys) if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
