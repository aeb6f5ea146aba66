import { hash, verify, type Options } from '@node-rs/argon2';
import { Turnstile } from './turnstile.js';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, two passes, one lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * One at a time: each takes a core for 17 ms, and one of the four threads that also read files and names
 * (security.md §4.3). Whoever comes when so many wait would wait for a second: they are attackers, or their neighbours.
 */
const [atOnce, mostWaiting] = [1, 50];

/** Makes and checks hashes of passwords, one after another. */
export class PasswordHashes {
  private readonly turnstile = new Turnstile(atOnce, mostWaiting);
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.turnstile.inTurn(() => hash(password, cost));
  }

  /** With no hash (nobody has that name) the same work is done, so that time tells nothing. */
  async matches(password: string, kept: string | undefined): Promise<boolean> {
    this.decoy ??= hash('nobody has this password', cost);
    const against = kept ?? (await this.decoy);
    const isRight = await this.turnstile.inTurn(() => verify(against, password));
    return isRight && kept !== undefined;
  }
}
