import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeClaim, readClaim, type Claim, type Rival } from './claim.js';
import { birthOf } from './process-birth.js';

/** The other claims on a directory, as one that wants it sees them. */
export class Rivals {
  readonly #firstSeen = new Map<string, number>();

  constructor(
    private readonly claims: string,
    readonly own: string,
    readonly place: string,
  ) {}

  /** Those that may live. The claims of dead processes are removed. */
  async look(): Promise<Rival[]> {
    const now = await touchClaim(join(this.claims, this.own));
    const rivals: Rival[] = [];
    for (const name of (await readdir(this.claims)).sort()) {
      const claim = name === this.own ? undefined : readClaim(name);
      if (claim === undefined) continue;
      const verdict = await this.#judge(claim, now);
      if (verdict === 'dead') await rm(join(this.claims, name), { force: true });
      else rivals.push({ claim, verdict });
    }
    return rivals;
  }

  async #judge(claim: Claim, now: number): Promise<'alive' | 'dead' | 'unknown'> {
    const touched = await touchedAt(join(this.claims, claim.name));
    if (touched === undefined) return 'dead';
    const firstTouched = this.#firstSeen.get(claim.name) ?? touched;
    this.#firstSeen.set(claim.name, firstTouched);
    return judgeClaim(claim, {
      place: this.place,
      birthHere: birthOf(claim.pid),
      silence: now - touched,
      hasMoved: touched > firstTouched,
    });
  }
}

/** Shows that the claim's process lives. Rejects when the claim is gone. */
export async function touchClaim(path: string): Promise<number> {
  const now = new Date();
  await utimes(path, now, now);
  return now.getTime();
}

async function touchedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return undefined;
  }
}
