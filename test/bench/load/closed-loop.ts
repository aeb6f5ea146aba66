import type { LoadTally } from './load-tally.js';
import type { Answer } from './parse-answer.js';
import { RawConnection } from './raw-connection.js';

/** One stretch of load: until when, in the clock of `performance.now()`, and who counts (nobody while it warms up). */
export interface Stretch {
  readonly until: number;
  readonly tally: LoadTally | undefined;
}

/** So many clients; each sends again when it was answered. What is answered after the end of a stretch is not counted. */
export class ClosedLoop {
  private readonly connections: RawConnection[];

  constructor(
    private readonly url: URL,
    width: number,
    private readonly next: () => string,
  ) {
    this.connections = Array.from({ length: width }, () => RawConnection.open(url));
  }

  async run(stretch: Stretch): Promise<void> {
    await Promise.all(this.connections.map((_, index) => this.loop(index, stretch)));
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }

  private async loop(index: number, { until, tally }: Stretch): Promise<void> {
    while (performance.now() < until) {
      const startedAt = performance.now();
      const answer = await this.connection(index).send(this.next());
      const endedAt = performance.now();
      if (endedAt > until) return;
      tally?.sent();
      tally?.answered(answer, endedAt - startedAt);
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
