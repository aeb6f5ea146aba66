import { crc32 } from 'node:zlib';
import { randomText } from '../passwords/random-text.js';

const idLength = 8;
const secretLength = 43;
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** For scanners of leaked secrets; docs/security.md names it. */
const form = new RegExp(
  `^cxk_live_([0-9A-Za-z]{${idLength}})_([0-9A-Za-z]{${secretLength}})_([0-9A-Za-z]{6})$`,
);

/** An API key, taken apart: `cxk_live_<id>_<secret>_<checksum>`. */
export interface KeyText {
  readonly id: string;
  /** 256 bits. */
  readonly secret: string;
  readonly text: string;
}

export function createKeyText(): KeyText {
  const id = randomText(idLength);
  const secret = randomText(secretLength);
  return { id, secret, text: `${begin(id)}_${secret}_${checksum(id, secret)}` };
}

/** How the key of an id begins, for people to tell keys apart. */
export function begin(id: string): string {
  return `cxk_live_${id}`;
}

/** Nothing for a text that no key can be: a typing error costs no look into the database. */
export function readKeyText(text: string): KeyText | undefined {
  const [, id, secret, sum] = form.exec(text) ?? [];
  if (id === undefined || secret === undefined || sum !== checksum(id, secret)) return undefined;
  return { id, secret, text };
}

/** CRC-32 in base62, as GitHub's tokens carry it. */
function checksum(id: string, secret: string): string {
  let rest = crc32(`${id}_${secret}`);
  let digits = '';
  while (digits.length < 6) {
    digits = `${base62[rest % 62] ?? '0'}${digits}`;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
