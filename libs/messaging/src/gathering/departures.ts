/** So long a piece of work may take before another of its group goes beside it. */
const lateAfterMs = 30;

interface Departed {
  readonly group: string | undefined;
  readonly at: number;
}

/**
 * Says when the next piece of gathered work may begin: at once when none of its group is under way, so that
 * an idle process keeps nobody waiting; otherwise when that one has ended or takes long. Two at a time would be
 * half as large each, and what a transaction costs beside its rows would be paid twice (with 64 clients: 0.81
 * times the processor time per message, ADR-0029). One that waits, for a lock or for a slow disk, holds
 * nobody up.
 */
export class Departures {
  private readonly underWay = new Set<Departed>();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param maxInFlight pieces at the same time
   * @param again is called when what was refused may begin, without anything having ended
   */
  constructor(
    private readonly maxInFlight: number,
    private readonly again: () => void,
    private readonly lateMs = lateAfterMs,
  ) {}

  /** Whether any could begin. */
  get hasRoom(): boolean {
    return this.underWay.size < this.maxInFlight;
  }

  /** Whether one of this group may begin now. When it may later, `again` is called then. */
  mayBegin(group: string | undefined): boolean {
    if (!this.hasRoom) return false;
    const now = performance.now();
    const waits = [...this.underWay].map((one) =>
      one.group === group ? one.at + this.lateMs - now : 0,
    );
    const wait = Math.max(0, ...waits);
    if (wait > 0) this.askAgainIn(wait);
    return wait === 0;
  }

  /** Notes that one has begun; to be called when it has ended. */
  begin(group: string | undefined): () => void {
    const departed = { group, at: performance.now() };
    this.underWay.add(departed);
    return () => {
      this.underWay.delete(departed);
      if (this.underWay.size > 0) return;
      clearTimeout(this.timer);
      this.timer = undefined;
    };
  }

  private askAgainIn(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.again();
    }, Math.ceil(ms)).unref();
  }
}
