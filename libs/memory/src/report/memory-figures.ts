import type { Caller } from '#platform';

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

/** How fast the memory of a workspace is searched and written. */
export interface MemoryTimes {
  readonly searches: RecentTimes;
  /** Until what was written is durable; its vectors come later. */
  readonly writes: RecentTimes;
}

/** How fast memories are searched and written through one `Memory`, of each workspace apart. */
export class MemoryFigures {
  readonly since = new Date();
  private readonly workspaces = new Map<string, MemoryTimes>();

  of({ workspace }: Pick<Caller, 'workspace'>): MemoryTimes {
    const known = this.workspaces.get(workspace);
    if (known !== undefined) return known;
    const times = { searches: new RecentTimes(), writes: new RecentTimes() };
    this.workspaces.set(workspace, times);
    return times;
  }
}
