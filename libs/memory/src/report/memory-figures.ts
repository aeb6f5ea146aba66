/** Measurements that an average is made of; older ones count no more. */
const most = 1_000;

/** How long something took, lately. */
export class RecentTimes {
  /** All that there ever were. */
  count = 0;
  private readonly lasted: number[] = [];
  private sum = 0;

  keep(ms: number): void {
    const at = this.count % most;
    this.sum += ms - (this.lasted[at] ?? 0);
    this.lasted[at] = ms;
    this.count += 1;
  }

  /** Milliseconds; nothing before the first. */
  get average(): number | undefined {
    return this.count === 0 ? undefined : this.sum / this.lasted.length;
  }

  /** Does the work and keeps how long it took, unless it failed. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const done = await work();
    this.keep(performance.now() - startedAt);
    return done;
  }
}

/** How fast a memory is searched and written through one `Memory`. */
export class MemoryFigures {
  readonly since = new Date();
  readonly searches = new RecentTimes();
  /** Until what was written is durable; its vectors come later. */
  readonly writes = new RecentTimes();
}
