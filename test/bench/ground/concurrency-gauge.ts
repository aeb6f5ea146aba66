/** How many were at work at the same time, since it was last reset. */
export interface GaugeReading {
  readonly most: number;
  /** Of the time, in percent. */
  readonly percentAtLeast: number;
  readonly mean: number;
}

/** Counts what is at work at the same time, and for how long it was at least so much. */
export class ConcurrencyGauge {
  private current = 0;
  private most = 0;
  private heldMs = 0;
  private areaMs = 0;
  private begunAt: number;
  private changedAt: number;

  /** @param now a clock in milliseconds */
  constructor(
    private readonly least: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.begunAt = this.changedAt = now();
  }

  enter(): void {
    this.change(1);
  }

  leave(): void {
    this.change(-1);
  }

  /** Forgets what was, but not what is at work. */
  reset(): void {
    this.begunAt = this.changedAt = this.now();
    this.most = this.current;
    this.heldMs = this.areaMs = 0;
  }

  read(): GaugeReading {
    this.change(0);
    const ms = Math.max(1, this.changedAt - this.begunAt);
    return {
      most: this.most,
      percentAtLeast: (this.heldMs / ms) * 100,
      mean: this.areaMs / ms,
    };
  }

  private change(by: number): void {
    const at = this.now();
    const ms = at - this.changedAt;
    this.changedAt = at;
    this.areaMs += ms * this.current;
    if (this.current >= this.least) this.heldMs += ms;
    this.current += by;
    this.most = Math.max(this.most, this.current);
  }
}
