import { poissonArrivals } from './arrivals.js';
import type { Stretch } from './closed-loop.js';
import type { LoadTally } from './load-tally.js';
import { RawConnection } from './raw-connection.js';

/** What is sent at most at the same time; what is due beyond that waits here, and its waiting is counted. */
const mostConnections = 4_000;

/** How long answers are waited for after the last request was due. */
const patienceMs = 15_000;

interface Due {
  readonly at: number;
  readonly tally: LoadTally | undefined;
}

/**
 * Requests that arrive at a rate, whatever the answers do. Latency counts from when a request was due: a server that
 * stops for a second is charged with every request of that second (no coordinated omission). A timer is good for a
 * millisecond, so that much may be this side's.
 */
export class OpenLoop {
  private readonly idle: RawConnection[] = [];
  private readonly waiting: Due[] = [];
  private inFlight = 0;
  private settled: (() => void) | undefined;

  constructor(
    private readonly url: URL,
    private readonly pace: { readonly perSecond: number; readonly seed: number },
    private readonly next: () => string,
  ) {}

  async run({ until, tally }: Stretch): Promise<void> {
    const begun = performance.now();
    const arrivals = poissonArrivals(this.pace.perSecond, this.pace.seed);
    for (let at = begun + arrivals.next().value; at < until; at = begun + arrivals.next().value) {
      const early = at - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      tally?.sent();
      this.dispatch({ at, tally });
    }
    await new Promise((resolve) => setTimeout(resolve, until - performance.now()));
  }

  /** Waits for what is still to be answered. */
  async drain(): Promise<void> {
    if (this.inFlight === 0) return;
    const answered = new Promise<void>((resolve) => (this.settled = resolve));
    const timer = new AbortController();
    const patience = new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, patienceMs);
      timer.signal.addEventListener('abort', () => {
        clearTimeout(timeout);
      });
    });
    await Promise.race([answered, patience]);
    timer.abort();
  }

  close(): void {
    for (const connection of this.idle) connection.close();
  }

  private dispatch(due: Due): void {
    if (this.inFlight >= mostConnections) this.waiting.push(due);
    else void this.send(due);
  }

  private async send({ at, tally }: Due): Promise<void> {
    this.inFlight += 1;
    const connection = this.takeIdle() ?? RawConnection.open(this.url);
    const answer = await connection.send(this.next());
    tally?.answered(answer, performance.now() - at);
    if (connection.isOpen) this.idle.push(connection);
    this.inFlight -= 1;
    const due = this.waiting.shift();
    if (due) void this.send(due);
    else if (this.inFlight === 0) this.settled?.();
  }

  private takeIdle(): RawConnection | undefined {
    for (;;) {
      const connection = this.idle.pop();
      if (connection === undefined || connection.isOpen) return connection;
    }
  }
}
