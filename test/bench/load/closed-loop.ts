import type { ComposedRequest } from './compose-request.js';
import type { LoadTally } from './load-tally.js';
import type { Answer } from './parse-answer.js';
import { RawConnection } from './raw-connection.js';

/** The stretch of a load that is counted, in the clock of `performance.now()`; what comes before it warms up. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly tally: LoadTally;
}

/** So many clients; each sends again when it was answered. What is answered within the stretch is counted. */
export class ClosedLoop {
  private readonly connections: RawConnection[];
  private isOver = false;

  constructor(
    private readonly url: URL,
    width: number,
    private readonly next: () => ComposedRequest,
  ) {
    this.connections = Array.from({ length: width }, () => RawConnection.open(url));
  }

  /** Settles when the time is over; answers that are still to come are left. */
  async run(stretch: Stretch): Promise<void> {
    const loops = this.connections.map((_, index) => this.loop(index, stretch));
    await new Promise((resolve) => setTimeout(resolve, stretch.until - performance.now()));
    this.isOver = true;
    for (const connection of this.connections) connection.close();
    await Promise.all(loops);
  }

  private async loop(index: number, { from, until, tally }: Stretch): Promise<void> {
    while (performance.now() < until) {
      const startedAt = performance.now();
      const { text, expects } = this.next();
      const answer = await this.connection(index).send(text);
      const endedAt = performance.now();
      // A timer may be a moment early: what we cut off ourselves has not failed.
      if (this.isOver || endedAt >= until) return;
      if (endedAt >= from) {
        tally.sent();
        tally.answered(answer, endedAt - startedAt, expects);
      }
      await pauseAfter(answer);
    }
  }

  private connection(index: number): RawConnection {
    const open = this.connections[index];
    if (open?.isOpen === true) return open;
    return (this.connections[index] = RawConnection.open(this.url));
  }
}

/** A client that was turned away or cut off does not come back in the same millisecond. */
async function pauseAfter(answer: Answer | Error): Promise<void> {
  if (!(answer instanceof Error) && answer.status < 300) return;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
