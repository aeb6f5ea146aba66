import { Departures } from './departures.js';

/** An item that waits for its turn among others. */
interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

export interface GatheringRules<Item> {
  /** Items in one piece of work. */
  readonly maxBatch: number;
  /** Pieces of work at the same time; a second one of a group only while the first is late ({@link Departures}). */
  readonly maxInFlight: number;
  /** Only items of one group share a piece of work. @default all items do */
  readonly groupOf?: (item: Item) => string;
  /** Items of one key are never worked on at the same time, nor in the same piece. @default any are */
  readonly keyOf?: (item: Item) => string;
}

/**
 * Does together what is asked for at the same time, so that many share one trip to Postgres. There is
 * no timer: while one piece of work runs the next gathers, and on an idle process an item is worked on
 * at once, alone.
 */
export class Gathering<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private readonly busy = new Set<string>();
  private readonly departures: Departures;
  private isScheduled = false;

  /**
   * @param work does what is done together, then gives, in the order of the items, what becomes of each:
   * the next piece may begin, and no item waits for another
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Promise<Result>[]>,
    private readonly rules: GatheringRules<Item>,
  ) {
    this.departures = new Departures(rules.maxInFlight, () => {
      this.schedule();
    });
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** Not at once: what comes in the same moment goes along. */
  private schedule(): void {
    if (this.isScheduled || !this.departures.hasRoom) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    while (this.departures.hasRoom) {
      const batch = this.takeBatch();
      const [first] = batch;
      if (first === undefined) return;
      void this.run(batch, this.departures.begin(this.groupOf(first)));
    }
  }

  /** The oldest that may begin, and those behind it of its group. */
  private takeBatch(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const rest: Waiting<Item, Result>[] = [];
    const mayBegin = new Map<string | undefined, boolean>();
    let group: string | undefined;
    for (const one of this.waiting) {
      const its = this.groupOf(one);
      if (!mayBegin.has(its)) mayBegin.set(its, this.departures.mayBegin(its));
      const mayJoin =
        batch.length === 0
          ? mayBegin.get(its) === true
          : its === group && batch.length < this.rules.maxBatch;
      const joins = mayJoin && this.seize(one);
      if (joins) group = its;
      (joins ? batch : rest).push(one);
    }
    this.waiting = rest;
    return batch;
  }

  private groupOf({ item }: Waiting<Item, Result>): string | undefined {
    return this.rules.groupOf?.(item);
  }

  /** Whether no other of its key is worked on; from now on it is. */
  private seize({ item }: Waiting<Item, Result>): boolean {
    const key = this.rules.keyOf?.(item);
    if (key === undefined) return true;
    if (this.busy.has(key)) return false;
    this.busy.add(key);
    return true;
  }

  private async run(batch: readonly Waiting<Item, Result>[], arrived: () => void): Promise<void> {
    const results = await this.begin(batch.map(({ item }) => item));
    arrived();
    batch.forEach((one, index) => {
      void this.conclude(one, results[index]);
    });
    if (this.waiting.length > 0) this.schedule();
  }

  /** What fails whole fails each. */
  private async begin(items: readonly Item[]): Promise<readonly Promise<Result>[]> {
    try {
      return await this.work(items);
    } catch (error) {
      return items.map(() => Promise.reject(error as Error));
    }
  }

  private async conclude(
    { item, resolve, reject }: Waiting<Item, Result>,
    result: Promise<Result> | undefined,
  ): Promise<void> {
    try {
      if (result === undefined) throw new Error('A piece of work forgot one of its items.');
      resolve(await result);
    } catch (error) {
      reject(error);
    } finally {
      this.letGo(item);
    }
  }

  private letGo(item: Item): void {
    const key = this.rules.keyOf?.(item);
    if (key === undefined) return;
    this.busy.delete(key);
    if (this.waiting.length > 0) this.schedule();
  }
}
