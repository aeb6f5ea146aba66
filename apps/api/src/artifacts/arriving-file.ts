import { readMediaType } from '#artifacts';

/** A file on its way in. */
export interface ArrivingFile {
  /** As its sender declares it; nothing if they do not. */
  readonly type: string | undefined;
  /** What its sender calls it; nothing if they do not. */
  readonly name: string | undefined;
  readonly bytes: AsyncIterable<Buffer>;
  /** What else a form says, known when the bytes have been read to their end. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What clients send when nobody told them what it is. */
const undeclared = new Set(['application/x-www-form-urlencoded', 'application/octet-stream']);

/** A type worth believing, without parameters. */
export function declaredType(text: string): string | undefined {
  const type = readMediaType(text);
  return type === undefined || undeclared.has(type) ? undefined : type;
}
