/** Text and the name of the encoding it came in. */
export interface DecodedText {
  readonly text: string;
  readonly charset: string;
}

const binaryTypes =
  /^(?:(?:image(?!\/svg)|audio|video|font)\/|application\/(?:pdf|zip|gzip|x-gzip|x-tar|x-7z|x-rar|vnd\.rar|wasm|msword|java-archive|x-sqlite3|x-protobuf|vnd\.apache\.parquet|vnd\.(?:openxmlformats|oasis)))/i;

/** The first bytes of what is often sent under a type that says nothing. */
const binarySignatures = ['%PDF-', 'PK\u0003\u0004', '\u001f\u008b', '\u0089PNG', 'GIF8', 'PAR1'];

/** Whether a Content-Type may be text, as far as it says. */
export function mayBeText(contentType: string): boolean {
  return !binaryTypes.test(contentType.trim());
}

/**
 * The bytes as text, or nothing if they are none. The encoding is the one that the Content-Type or a
 * byte order mark names, else UTF-8, else, where that does not fit, windows-1252: what old
 * spreadsheets write (WHATWG's fallback).
 */
export function decodeText(bytes: Uint8Array, contentType: string): DecodedText | undefined {
  const named = /charset\s*=\s*"?([\w:.-]+)/i.exec(contentType)?.[1];
  const charset = charsetOf(bytes) ?? named;
  if (charset === undefined || !isKnown(charset)) return guess(bytes);
  if (isUtf8(charset)) return guess(bytes);
  return decodeAs(charset, bytes);
}

function decodeAs(charset: string, bytes: Uint8Array): DecodedText {
  const decoder = new TextDecoder(charset);
  const text = decoder.decode(bytes);
  if (decoder.encoding !== 'windows-1252') return { text, charset: decoder.encoding };
  return { text: text.replaceAll(/[\u0080-\u009f]/g, printable), charset: decoder.encoding };
}

/** Node 20 decodes windows-1252 as ISO-8859-1, where 32 of its characters are controls. */
const printable = (control: string): string => missed[control.charCodeAt(0) - 0x80] ?? control;
const missed = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function guess(bytes: Uint8Array): DecodedText | undefined {
  if (looksBinary(bytes)) return undefined;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), charset: 'utf-8' };
  } catch {
    return decodeAs('windows-1252', bytes);
  }
}

function charsetOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function looksBinary(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  return start.includes('\0') || binarySignatures.some((signature) => start.startsWith(signature));
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}

const isUtf8 = (charset: string): boolean => new TextDecoder(charset).encoding === 'utf-8';
