/** One message as it stands on the wire: a type byte, a length of four bytes, a body. */
export interface Frame {
  /** The letter that says what the message is, in the direction it travels. */
  readonly type: string;
  /** The whole message, header included. */
  readonly bytes: Buffer;
}

/** Bytes before the body: the type and the length. */
export const headerBytes = 5;

/** Puts a header before the parts; a text among them is ended by a zero, as the protocol wants. */
export function frame(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? zeroEnded(part) : part)),
  );
  const header = Buffer.alloc(headerBytes);
  header.write(type, 0, 'latin1');
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

/** A text and where the next field starts. A missing zero reads to the end. */
export function readText(bytes: Buffer, from: number): readonly [text: string, next: number] {
  const zero = bytes.indexOf(0, from);
  const end = zero < 0 ? bytes.length : zero;
  return [bytes.toString('utf8', from, end), end + 1];
}

/** A simple query, as a client would send it. */
export const queryFrame = (sql: string): Buffer => frame('Q', sql);

/** The end of an extended query: what came before is now one unit of work. */
export const syncFrame = frame('S');

function zeroEnded(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8');
}
