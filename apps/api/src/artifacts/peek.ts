/** What bytes begin with, and all of them. */
export interface Peeked {
  /** As many as were wanted, or all there are. */
  readonly head: Buffer;
  readonly bytes: AsyncIterable<Buffer>;
}

/** Looks at the first bytes without taking them away. */
export async function peek(bytes: AsyncIterable<Buffer>, length: number): Promise<Peeked> {
  const chunks = bytes[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let size = 0;
  while (size < length) {
    const next = await chunks.next();
    if (next.done === true) break;
    seen.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(seen);
  return { head: head.subarray(0, length), bytes: goOn(head, chunks) };
}

async function* goOn(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}
