import { stillRunning } from '#idempotency';

/** So long a repetition waits for the request before it. */
const patienceMs = 2_000;

/**
 * Lets requests that carry the same key go one after another inside this process, so that two of
 * them never meet in one batch. Between processes the store of answers does the same.
 */
export class InFlight {
  private readonly last = new Map<string, Promise<unknown>>();

  /**
   * Runs `work` after every earlier one under any of the keys has ended. Thrown when that takes longer
   * than two seconds: IDEMPOTENCY_IN_PROGRESS; `work` then never runs.
   */
  async oneAtATime<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    if (keys.length === 0) return work();
    const before = keys.flatMap((key) => this.last.get(key) ?? []);
    const mine = before.length === 0 ? work() : waitFor(before).then(work);
    const chain = Promise.allSettled([...before, mine]);
    for (const key of keys) this.last.set(key, chain);
    void chain.then(() => {
      for (const key of keys) if (this.last.get(key) === chain) this.last.delete(key);
    });
    return mine;
  }
}

async function waitFor(others: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(stillRunning());
    }, patienceMs);
  });
  try {
    await Promise.race([Promise.all(others), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
