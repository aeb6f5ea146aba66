import { refuseLargeRecord, type RecordPiece } from './record-piece.js';

const lineEnd = 0x0a;

/** The lines of a stream that are not blank, one at a time, as they come. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<RecordPiece> {
  let line = 1;
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, from)) {
      refuseLargeRecord(line, length + at - from);
      const piece = { line, bytes: Buffer.concat([...rest, chunk.subarray(from, at)]) };
      if (!isBlank(piece.bytes)) yield piece;
      line += 1;
      from = at + 1;
      [rest, length] = [[], 0];
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    refuseLargeRecord(line, length);
  }
  const bytes = Buffer.concat(rest);
  if (!isBlank(bytes)) yield { line, bytes };
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}
