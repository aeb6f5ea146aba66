/** Gives a slot back. Calling it again does nothing. */
export type Release = () => void;

/** How many turns this process runs at the same time, over all lanes. First come, first served. */
export class TurnSlots {
  private taken = 0;
  private readonly waiting: ((release: Release) => void)[] = [];
  private readonly idle: (() => void)[] = [];

  constructor(private readonly total: number) {}

  get free(): number {
    return this.total - this.taken;
  }

  get inUse(): number {
    return this.taken;
  }

  /** A slot, as soon as there is one. */
  take(): Promise<Release> {
    const release = this.tryTake();
    if (release !== undefined) return Promise.resolve(release);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** A slot if one is free now. */
  tryTake(): Release | undefined {
    if (this.taken >= this.total) return undefined;
    this.taken += 1;
    return this.release();
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
