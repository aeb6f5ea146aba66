import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyRing } from './key-ring.js';

/** One line, in the form of `CAXTON_KEYS`. */
const fileName = 'keys';

/**
 * The ring of `CAXTON_KEYS`; where it is not set, one that is made at the first start and kept in the data
 * directory, readable by its owner only. Thrown when the text is not `name:base64` pairs: RangeError.
 */
export async function openKeyRing(keys: string | undefined, dataDir: string): Promise<KeyRing> {
  return readKeyRing(keys ?? (await keptKeys(dataDir)));
}

/** `k2:base64,k1:base64`: 32 bytes each, the newest first. */
export function readKeyRing(text: string): KeyRing {
  const pairs = text
    .trim()
    .split(',')
    .map((pair) => {
      const match = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)\s*$/.exec(pair);
      if (match === null)
        throw new RangeError(
          'CAXTON_KEYS must be name:key pairs with commas between, each key 32 bytes in base64 ' +
            '(openssl rand -base64 32)',
        );
      return [match[1] ?? '', Buffer.from(match[2] ?? '', 'base64')] as const;
    });
  const ring = new Map(pairs);
  if (ring.size < pairs.length) throw new RangeError('CAXTON_KEYS names a key twice');
  return new KeyRing(ring);
}

/** Of two that start at once, the file of the first is read by both. */
async function keptKeys(dataDir: string): Promise<string> {
  const path = join(dataDir, fileName);
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, `k1:${randomBytes(32).toString('base64')}\n`, {
      flag: 'wx',
      mode: 0o600,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(path, 'utf8');
}
