/** Gives a slot back. Calling it again does nothing. */
export type Release = () => void;

/** How many turns this process runs at the same time, over all lanes. First come, first served. */
export class TurnSlots {
  private taken = 0;
  private readonly waiting: ((release: Release | undefined) => void)[] = [];
  private readonly idle: (() => void)[] = [];
  private isClosed = false;

  constructor(private readonly total: number) {}

  get free(): number {
    return this.total - this.taken;
  }

  get inUse(): number {
    return this.taken;
  }

  /** A slot, as soon as there is one. Nothing: they were closed. */
  take(): Promise<Release | undefined> {
    const release = this.tryTake();
    if (release !== undefined || this.isClosed) return Promise.resolve(release);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** A slot if one is free now. */
  tryTake(): Release | undefined {
    if (this.isClosed || this.taken >= this.total) return undefined;
    this.taken += 1;
    return this.release();
  }

  /** Gives no more slots and turns away who waits for one. */
  close(): void {
    this.isClosed = true;
    for (const turnAway of this.waiting.splice(0)) turnAway(undefined);
  }

  /** Resolves when no slot is taken. */
  whenIdle(): Promise<void> {
    if (this.taken === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private release(): Release {
    let isMine = true;
    return () => {
      if (!isMine) return;
      isMine = false;
      const next = this.waiting.shift();
      if (next !== undefined) next(this.release());
      else this.taken -= 1;
      if (this.taken === 0) for (const tell of this.idle.splice(0)) tell();
    };
  }
}
