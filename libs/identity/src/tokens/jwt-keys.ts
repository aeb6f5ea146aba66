import { randomBytes } from 'node:crypto';
import { systemCaller, type Clock, type Database } from '#platform';
import { SealBroken, type KeyRing, type SealedColumn, type SealedPlace } from '#secrets';
import { randomText } from '../passwords/random-text.js';
import {
  addJwtKey,
  dropJwtKeysOlderThan,
  holdJwtRotation,
  readJwtKeys,
  type KeptJwtKey,
} from './jwt-key.repository.js';

const day = 86_400_000;

/** security.md §4.3 */
const rotateAfterMs = 30 * day;

/** Longer than any token that an old key signed is good for. */
const keepForMs = rotateAfterMs + 8 * day;

/** Another process may have rotated. Asked for a key nobody has, Postgres is not asked again for a second. */
const lookAgainAfterMs = 1_000;
const trustForMs = 60_000;

/** A key that signs or checks. */
export interface JwtKey {
  readonly kid: string;
  readonly secret: Uint8Array;
}

/** The keys of access tokens: one signs, those before it are still known, for a month each. */
export class JwtKeys {
  private known: ReadonlyMap<string, JwtKey> = new Map();
  private signing: JwtKey | undefined;
  private readAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** The newest; made when there is none or it is a month old. */
  async newest(): Promise<JwtKey> {
    if (this.signing === undefined || this.age() > trustForMs) await this.read();
    if (this.signing === undefined) throw new Error('There is no key to sign tokens with');
    return this.signing;
  }

  /** Nothing for a name that no key has. */
  async find(kid: string): Promise<JwtKey | undefined> {
    if (!this.known.has(kid) && this.age() > lookAgainAfterMs) await this.read();
    return this.known.get(kid);
  }

  /** Why no token can be given or checked here, naming a key and showing none; nothing when they can. */
  async fault(): Promise<string | undefined> {
    if (this.signing !== undefined && this.age() <= trustForMs) return undefined;
    const kept = await this.database.read(systemCaller, readJwtKeys);
    try {
      for (const key of kept) this.open(key);
      return undefined;
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      return error.reason;
    }
  }

  private age(): number {
    return this.clock.monotonic() - this.readAt;
  }

  private async read(): Promise<void> {
    const startedAt = this.clock.monotonic();
    let kept = await this.database.read(systemCaller, readJwtKeys);
    if (isDue(kept)) kept = await this.rotate();
    const keys = kept.map((key) => this.open(key));
    this.known = new Map(keys.map((key) => [key.kid, key]));
    this.signing = keys[0];
    this.readAt = startedAt;
  }

  private open({ kid, secret }: KeptJwtKey): JwtKey {
    return { kid, secret: Buffer.from(this.ring.open(secret, placeOf(kid)), 'base64') };
  }

  private rotate(): Promise<KeptJwtKey[]> {
    return this.database.transaction(systemCaller, async (tx) => {
      await holdJwtRotation(tx);
      if (isDue(await readJwtKeys(tx))) {
        const kid = randomText(12);
        const secret = this.ring.seal(randomBytes(32).toString('base64'), placeOf(kid));
        await addJwtKey(tx, kid, secret);
        await dropJwtKeysOlderThan(tx, keepForMs);
      }
      return readJwtKeys(tx);
    });
  }
}

function isDue([newest]: readonly KeptJwtKey[]): boolean {
  return newest === undefined || newest.ageMs > rotateAfterMs;
}

function placeOf(kid: string): SealedPlace {
  return ['jwt_keys', 'secret', kid];
}

/** Where signing keys are kept. */
export const jwtSecrets: SealedColumn = {
  ...{ table: 'jwt_keys', column: 'secret', id: 'kid' },
  placeOf: ({ id }) => placeOf(id),
};
