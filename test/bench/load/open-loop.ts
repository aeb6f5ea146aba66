import { poissonArrivals } from './arrivals.js';
import type { ComposedRequest } from './compose-request.js';
import type { Stretch } from './closed-loop.js';
import { RawConnection } from './raw-connection.js';

/**
 * What is sent at most at the same time; what is due beyond that waits here, and its waiting is counted. Thousands of
 * connections at once would overflow what the kernel lets wait to be accepted, and measure its retries.
 */
const mostConnections = 1_000;

/** How long answers are waited for after the last request was due. */
const patienceMs = 15_000;

interface Due {
  readonly at: number;
  readonly stretch: Stretch;
}

/**
 * Requests that arrive at a rate, whatever the answers do. Latency counts from when a request was due: a server that
 * stops for a second is charged with every request of that second (no coordinated omission). A timer is good for a
 * millisecond, so that much may be this side's.
 */
export class OpenLoop {
  private readonly open = new Set<RawConnection>();
  private readonly idle: RawConnection[] = [];
  private readonly waiting: Due[] = [];
  private inFlight = 0;
  private settled: (() => void) | undefined;

  constructor(
    private readonly url: URL,
    private readonly pace: { readonly perSecond: number; readonly seed: number },
    private readonly next: () => ComposedRequest,
  ) {}

  /** Settles when what was due within the stretch was answered, or will not be. */
  async run(stretch: Stretch): Promise<void> {
    const { from, until, tally } = stretch;
    const begun = performance.now();
    const arrivals = poissonArrivals(this.pace.perSecond, this.pace.seed);
    for (let at = begun + arrivals.next().value; at < until; at = begun + arrivals.next().value) {
      const early = at - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      if (at >= from) tally.sent();
      this.dispatch({ at, stretch });
    }
    await this.drain();
    for (const connection of this.open) connection.close();
  }

  private async drain(): Promise<void> {
    if (this.inFlight === 0) return;
    const answered = new Promise<void>((resolve) => (this.settled = resolve));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
    await Promise.race([answered, patience]);
    clearTimeout(timer);
  }

  private dispatch(due: Due): void {
    if (this.inFlight >= mostConnections) this.waiting.push(due);
    else void this.send(due);
  }

  private async send({ at, stretch: { from, until, tally } }: Due): Promise<void> {
    this.inFlight += 1;
    const connection = this.takeIdle() ?? RawConnection.open(this.url);
    this.open.add(connection);
    const { text, expects } = this.next();
    const answer = await connection.send(text);
    const now = performance.now();
    if (now >= from && now < until) tally.came(answer);
    if (at >= from) tally.answered(answer, now - at, expects);
    if (connection.isOpen) this.idle.push(connection);
    else this.open.delete(connection);
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
