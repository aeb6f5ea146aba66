import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing, SealBroken } from './key-ring.js';
import { openKeyRing, readKeyRing } from './open-key-ring.js';

const place = ['webhooks', 'token', 'whk-1', 'default'] as const;
const first = randomBytes(32);

describe('A key ring', () => {
  const ring = new KeyRing(new Map([['k1', first]]));

  it('opens what it sealed, at the place it was sealed for', () => {
    expect(ring.open(ring.seal('hush ☃', place), place)).toBe('hush ☃');
  });

  it('opens it nowhere else', () => {
    const elsewhere = ['webhooks', 'token', 'whk-2', 'default'] as const;

    expect(() => ring.open(ring.seal('hush', place), elsewhere)).toThrow(SealBroken);
  });

  it('opens nothing that was changed in any byte', () => {
    const sealed = ring.seal('hush', place);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');

    for (const [at, byte] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[at] = byte ^ 1;

      expect(() => ring.open(`k1.${changed.toString('base64url')}`, place)).toThrow(SealBroken);
    }
  });

  it('never seals the same text to the same bytes', () => {
    expect(ring.seal('hush', place)).not.toBe(ring.seal('hush', place));
  });

  it('seals with a new key and still opens what the old one sealed', () => {
    const grown = new KeyRing(new Map([...[['k2', randomBytes(32)] as const], ['k1', first]]));
    const old = ring.seal('hush', place);

    expect(grown.open(old, place)).toBe('hush');
    expect(grown.isOld(old)).toBe(true);
    expect(grown.isOld(grown.seal('hush', place))).toBe(false);
  });

  it('says which key is missing', () => {
    const other = new KeyRing(new Map([['k2', first]]));

    expect(() => other.open(ring.seal('hush', place), place)).toThrow('k1 is not in CAXTON_KEYS');
  });
});

describe('CAXTON_KEYS', () => {
  it('is pairs of a name and 32 bytes, the newest first', () => {
    const text = `k2:${randomBytes(32).toString('base64')}, k1:${first.toString('base64')}`;

    expect(readKeyRing(text).current).toBe('k2');
  });

  it.each([['k1'], ['k1:short'], [''], [`k1:${first.toString('base64')},`]])(
    'is refused with a word on how to make one: %p',
    (text) => {
      expect(() => readKeyRing(text)).toThrow('openssl rand -base64 32');
    },
  );

  it('is made once and kept for its owner only where it is not set', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'caxton-keys-'));
    try {
      const [one, two] = await Promise.all([
        openKeyRing(undefined, folder),
        openKeyRing(undefined, folder),
      ]);

      expect(two.open(one.seal('hush', place), place)).toBe('hush');
      expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(folder, 'keys'), 'utf8')).toMatch(/^k1:/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
