import { hash, verify, type Options } from '@node-rs/argon2';
import { ProtocolError } from '#protocol';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, two passes, one lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each takes 17 ms of one of the four threads that also read files and names (security.md §4.3). */
const atOnce = 2;

/** Whoever comes when so many wait would wait for half a second: they are attackers, or their neighbours. */
const mostWaiting = 50;

/** Makes and checks hashes of passwords, a few at a time. */
export class PasswordHashes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, cost));
  }

  /** With no hash (nobody has that name) the same work is done, so that time tells nothing. */
  async matches(password: string, kept: string | undefined): Promise<boolean> {
    this.decoy ??= hash('nobody has this password', cost);
    const against = kept ?? (await this.decoy);
    const isRight = await this.inTurn(() => verify(against, password));
    return isRight && kept !== undefined;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
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
    if (this.running < atOnce) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= mostWaiting)
      throw new ProtocolError('RATE_LIMITED', 'Too many logins are being checked', {
        retry_after: 1,
      });
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
