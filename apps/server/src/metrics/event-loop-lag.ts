import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

/** How late the event loop of this process was, in seconds, by quantile; 1 is the worst. */
export type LoopLag = ReadonlyMap<number, number>;

const quantiles = [0.5, 0.99, 1];
/** The loop is asked so often whether it turns. Milliseconds; being so late is no lag. */
const everyMs = 20;
const nanoseconds = 1_000_000_000;
/** A bad moment is told at least so long, so that whoever looks once in a minute sees it. */
const windowMs = 60_000;

/**
 * Watches how late the event loop is: code that computes for long keeps everything else of its process
 * waiting, leases included. Tells of the last one to two minutes, however often and whoever asks.
 */
export class EventLoopLag {
  readonly #histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: everyMs });
  readonly #turning: NodeJS.Timeout;
  #before: LoopLag = new Map();

  constructor(forMs = windowMs) {
    this.#histogram.enable();
    this.#turning = setInterval(() => {
      this.#before = this.#present();
      this.#histogram.reset();
    }, forMs).unref();
  }

  read(): LoopLag {
    const present = this.#present();
    return new Map(
      [...present].map(([quantile, lag]) => [
        quantile,
        Math.max(lag, this.#before.get(quantile) ?? 0),
      ]),
    );
  }

  stop(): void {
    clearInterval(this.#turning);
    this.#histogram.disable();
  }

  #present(): LoopLag {
    return new Map(quantiles.map((quantile) => [quantile, this.#lagAt(quantile)]));
  }

  #lagAt(quantile: number): number {
    if (this.#histogram.count === 0) return 0;
    const delay = this.#histogram.percentile(quantile * 100) / nanoseconds;
    return Math.max(0, delay - everyMs / 1_000);
  }
}
