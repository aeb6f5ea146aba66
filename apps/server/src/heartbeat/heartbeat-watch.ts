/** Tells a heart that stopped from one that beats slowly, by looks and not by clocks. */
export class HeartbeatWatch {
  private last = -1;
  private missed = 0;

  /** @param patience looks in a row without a beat after which it counts as stopped */
  constructor(private readonly patience: number) {}

  /** One look at the beats counted so far. */
  isStopped(beats: number): boolean {
    this.missed = beats === this.last ? this.missed + 1 : 0;
    this.last = beats;
    return this.missed >= this.patience;
  }
}
