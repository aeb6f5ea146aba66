/** Bytes in one row of the database. Part of the stored format: rows are found by it. */
export const pieceBytes = 262_144;

/** The same bytes in pieces of one size; the last may be shorter. */
export async function* regroup(
  bytes: AsyncIterable<Buffer>,
  size = pieceBytes,
): AsyncGenerator<Buffer, void> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    held.push(chunk);
    length += chunk.length;
    if (length < size) continue;
    const whole = Buffer.concat(held);
    let at = 0;
    for (; at + size <= whole.length; at += size) yield whole.subarray(at, at + size);
    held = at < whole.length ? [whole.subarray(at)] : [];
    length = whole.length - at;
  }
  if (length > 0) yield Buffer.concat(held);
}
