import { Histogram } from '../statistics/histogram.js';
import type { LoadReport } from './load-order.js';
import { headerOf, type Answer } from './parse-answer.js';

const told = 5;

/** Counts what became of the requests that were due in the time that is measured. */
export class LoadTally {
  private readonly latency = new Histogram();
  private readonly failures: string[] = [];
  private counts = { sent: 0, done: 0, refused: 0, failed: 0 };
  private within: number | undefined;

  sent(): void {
    this.counts.sent += 1;
  }

  /** Told of each answer within the stretch where what is due in it and what is done in it differ: in an open loop. */
  came(answer: Answer | Error): void {
    const isSuccess = !(answer instanceof Error) && answer.status < 300;
    this.within = (this.within ?? 0) + (isSuccess ? 1 : 0);
  }

  /** @param expects what the body of a success holds */
  answered(answer: Answer | Error, ms: number, expects = ''): void {
    if (answer instanceof Error) this.fail(answer.message);
    else if (isRefusal(answer)) this.counts.refused += 1;
    else if (answer.status >= 300) this.fail(`${answer.status}: ${answer.body.slice(0, 300)}`);
    else if (!answer.body.includes(expects)) {
      this.fail(`without ${expects}: ${answer.body.slice(0, 300)}`);
    } else {
      this.counts.done += 1;
      this.latency.record(ms);
    }
  }

  report(seconds: number, cpuMicros: number, nextNumber: number): LoadReport {
    const { sent, done, refused, failed } = this.counts;
    const open = sent - done - refused - failed;
    for (let n = 0; n < open; n += 1) this.fail('no answer until the patience ended');
    return {
      seconds,
      ...this.counts,
      within: this.within ?? done,
      failures: this.failures,
      latency: this.latency.toData(),
      cpuMicros,
      nextNumber,
    };
  }

  private fail(why: string): void {
    this.counts.failed += 1;
    if (this.failures.length < told) this.failures.push(why);
  }
}

/** A refusal says when to come back; one that does not is a failure. */
function isRefusal({ status, head }: Answer): boolean {
  return (status === 429 || status === 503) && headerOf(head, 'retry-after') !== undefined;
}
