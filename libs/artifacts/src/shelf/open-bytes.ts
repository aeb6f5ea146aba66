/** Reads the first piece, so that what is not there is known before anything is answered. */
export async function openBytes(pieces: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  return goOn(first, iterator);
}

async function* goOn(
  first: IteratorResult<Buffer, unknown>,
  rest: AsyncIterator<Buffer, unknown>,
): AsyncGenerator<Buffer, void> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    // Whoever goes away before the end lets go of the file as well.
    await rest.return?.();
  }
}
