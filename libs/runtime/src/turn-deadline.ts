import type { TurnTime } from './turn-time.js';

/** Ends one attempt: when its time is over, when the worker must let go of it, or when it was cancelled. */
export class TurnDeadline {
  private readonly controller = new AbortController();
  private callOff: () => void = () => undefined;
  private over = false;
  private readonly onStop = (): void => {
    this.controller.abort(this.stop.reason);
  };

  /** `stop` aborts when the worker must let go of the turn, or its message was cancelled. */
  constructor(
    private readonly stop: AbortSignal,
    private readonly time: Pick<TurnTime, 'after'>,
  ) {
    if (stop.aborted) this.onStop();
    else stop.addEventListener('abort', this.onStop, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The time was over first, and the worker would have gone on. */
  get isOver(): boolean {
    return this.over && !this.stop.aborted;
  }

  /** Allows so many milliseconds from now. */
  allow(milliseconds: number): void {
    this.callOff();
    this.callOff = this.time.after(milliseconds, () => {
      this.over = true;
      this.controller.abort(new DOMException('The time of the turn is over.', 'TimeoutError'));
    });
  }

  /** The work, or the signal's reason as soon as it aborts, also when the work ignores it. */
  async bound<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let reject: () => void = () => undefined;
    const aborted = new Promise<never>((_, fail) => {
      reject = () => {
        fail(signal.reason as Error);
      };
      if (signal.aborted) reject();
      else signal.addEventListener('abort', reject, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      signal.removeEventListener('abort', reject);
    }
  }

  close(): void {
    this.callOff();
    this.stop.removeEventListener('abort', this.onStop);
  }
}
