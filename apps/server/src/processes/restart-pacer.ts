/** How a process ended that nobody had told to. */
export interface UnaskedEnd {
  /** Whether it had become ready before. */
  readonly wasReady: boolean;
  /** From its start on, in milliseconds. */
  readonly livedMs: number;
}

const firstMs = 500;
const longestMs = 30_000;
/** Who lived so long ended by a new misfortune, not by the last one again. */
const soundMs = 60_000;
/** With the pauses between them nearly two minutes: as long as a database may be away. */
const mostFailedStarts = 8;

/** Decides when a process that ended is started again: later each time, up to half a minute. */
export class RestartPacer {
  private delay = firstMs;
  private failedStarts = 0;

  /** Milliseconds until the next start. Nothing: it never became ready, again and again, and is given up. */
  after({ wasReady, livedMs }: UnaskedEnd): number | undefined {
    this.failedStarts = wasReady ? 0 : this.failedStarts + 1;
    if (this.failedStarts >= mostFailedStarts) return undefined;
    if (wasReady && livedMs >= soundMs) this.delay = firstMs;
    const { delay } = this;
    this.delay = Math.min(2 * delay, longestMs);
    return delay;
  }
}
