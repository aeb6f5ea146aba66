/** A container that is open at some place of a text: an object in one of its keys, or an array in one of its items. */
interface Frame {
  readonly isArray: boolean;
  index: number;
  key: string;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const bracket = 0x5b;
const brace = 0x7b;
/** Brackets differ from braces in this bit. */
const braceBit = 0x20;
const closing = 0x7d;

/** Names longer than this are cut: whoever sent them knows them. */
const longestName = 100;

/** Where a byte of a JSON text stands. */
export interface JsonPlace {
  /** The value that begins there, as `content.items[3].name`. */
  readonly value: string;
  /** The object or array that it is in; empty for the whole body. */
  readonly container: string;
}

/** Where a byte stands that is part of no string, without parsing what is behind it. */
export function findJsonPlace(bytes: Buffer, position: number): JsonPlace {
  const open: Frame[] = [];
  let text: readonly [number, number] = [0, 0];
  for (let at = 0; at < position; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) {
      text = [at + 1, endOfString(bytes, at + 1)];
      at = text[1];
    } else step(open, byte, () => bytes.toString('utf8', ...text));
  }
  const names = open.map(nameOf);
  return { value: join(names), container: join(names.slice(0, -1)) };
}

function step(open: Frame[], byte: number, lastString: () => string): void {
  const within = open.at(-1);
  if ((byte | braceBit) === brace) open.push({ isArray: byte === bracket, index: 0, key: '' });
  else if ((byte | braceBit) === closing) open.pop();
  else if (within === undefined) return;
  else if (byte === comma) within.index += 1;
  else if (byte === colon) within.key = lastString();
}

function nameOf({ isArray, index, key }: Frame): string {
  return isArray ? `[${String(index)}]` : `.${unescape(key).slice(0, longestName)}`;
}

function join(names: readonly string[]): string {
  return names.join('').replace(/^\./, '');
}

function unescape(key: string): string {
  try {
    return JSON.parse(`"${key}"`) as string;
  } catch {
    return key;
  }
}

/** The quote that ends the string which begins there; -1: there is none. One pass, however many quotes are escaped. */
export function endOfString(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(quote, start); end !== -1; end = bytes.indexOf(quote, end + 1)) {
    let before = end;
    while (before > start && bytes[before - 1] === backslash) before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
  return -1;
}
