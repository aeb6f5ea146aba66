import { ProtocolError } from '#protocol';

/** Lets in a few at a time, in order, and nobody where too many wait already. */
export class Turnstile {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Thrown when too many wait: RATE_LIMITED, before anything was done. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private enter(): Promise<void> | void {
    if (this.running < this.atOnce) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.mostWaiting)
      throw new ProtocolError('RATE_LIMITED', 'Too many logins are being checked', {
        retry_after: 1,
      });
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
