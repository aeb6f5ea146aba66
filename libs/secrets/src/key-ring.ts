import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes of a master key, and of the key that a record is sealed with (AES-256). */
const keyBytes = 32;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;

/** Where a sealed text belongs: `table`, `column`, id, workspace. It opens nowhere else. */
export type SealedPlace = readonly [table: string, column: string, ...of: string[]];

/** Thrown when a sealed text was changed, moved, or sealed with a key that is not in the ring. */
export class SealBroken extends Error {
  constructor(readonly reason: string) {
    super(`A secret cannot be opened: ${reason}`);
    this.name = 'SealBroken';
  }
}

/**
 * Secrets at rest: AES-256-GCM under a key of its own for each record (HKDF-SHA256 of a master key and a
 * random salt), bound to the place where it is kept (security.md §4.11). The first key of the ring
 * seals, all of them open, so a new one takes over without an outage.
 */
export class KeyRing {
  /** `keys`: 32 bytes each, by name, the one that seals first. */
  constructor(private readonly keys: ReadonlyMap<string, Buffer>) {
    const short = [...keys].find(([, key]) => key.length !== keyBytes);
    if (short !== undefined) throw new RangeError(`The key ${short[0]} has not ${keyBytes} bytes`);
    if (keys.size === 0) throw new RangeError('The ring holds no key');
  }

  /** The name of the key that seals now. */
  get current(): string {
    return [...this.keys.keys()][0] ?? '';
  }

  /** `name.base64url(salt, nonce, tag, text)`. */
  seal(text: string, place: SealedPlace): string {
    const salt = randomBytes(saltBytes);
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.derive(this.current, salt, 'seal'), nonce);
    cipher.setAAD(placeBytes(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const sealed = Buffer.concat([salt, nonce, cipher.getAuthTag(), body]);
    return `${this.current}.${sealed.toString('base64url')}`;
  }

  /** Thrown when it cannot: SealBroken. */
  open(sealed: string, place: SealedPlace): string {
    const dot = sealed.indexOf('.');
    const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
    if (dot < 1 || bytes.length < saltBytes + nonceBytes + tagBytes)
      throw new SealBroken('it is no sealed text');
    const key = this.derive(sealed.slice(0, dot), bytes.subarray(0, saltBytes), 'seal');
    const body = bytes.subarray(saltBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, nonceBytes));
    decipher.setAAD(placeBytes(place));
    decipher.setAuthTag(body.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      const text = decipher.update(body.subarray(nonceBytes + tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new SealBroken('it was changed, or belongs elsewhere');
    }
  }

  /** Whether it holds a key of that name. */
  has(name: string): boolean {
    return this.keys.has(name);
  }

  /** Whether another key than the present one sealed it. */
  isOld(sealed: string): boolean {
    return !sealed.startsWith(`${this.current}.`);
  }

  /** HMAC-SHA256 under a key of the ring, for what is only compared: API keys. */
  mark(text: string, use: string, keyName = this.current): Buffer {
    return createHmac('sha256', this.derive(keyName, Buffer.alloc(0), use))
      .update(text)
      .digest();
  }

  private derive(name: string, salt: Buffer, use: string): Buffer {
    const key = this.keys.get(name);
    if (key === undefined)
      throw new SealBroken(
        `the key ${name} is not in CAXTON_KEYS; put it back behind the new ones`,
      );
    return Buffer.from(hkdfSync('sha256', key, salt, `caxton ${use}`, keyBytes));
  }
}

function placeBytes(place: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify(place));
}
