import fc from 'fast-check';
import { regroup } from './regroup.js';

async function collect(chunks: readonly Buffer[], size: number): Promise<Buffer[]> {
  async function* arriving(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const pieces: Buffer[] = [];
  for await (const piece of regroup(arriving(), size)) pieces.push(Buffer.from(piece));
  return pieces;
}

describe(regroup, () => {
  it('gives the same bytes in pieces of one size, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 32 }),
        async (arrived, size) => {
          const chunks = arrived.map((each) => Buffer.from(each));
          const pieces = await collect(chunks, size);
          expect(Buffer.concat(pieces)).toEqual(Buffer.concat(chunks));
          expect(pieces.slice(0, -1).every(({ length }) => length === size)).toBe(true);
          expect(pieces.at(-1)?.length ?? 1).toBeGreaterThan(0);
        },
      ),
    );
  });
});
