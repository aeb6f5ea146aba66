import { randomInt } from 'node:crypto';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Without the letters and digits that look alike, since people type it. */
const readable = '23456789abcdefghjkmnpqrstuvwxyz';

/** Base62; 43 characters hold 256 bits. */
export function randomText(length: number): string {
  return pick(letters, length);
}

/** A password to be used once: 79 bits, in groups of four. */
export function oneTimePassword(): string {
  return Array.from({ length: 4 }, () => pick(readable, 4)).join('-');
}

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
