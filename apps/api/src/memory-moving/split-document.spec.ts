import fc from 'fast-check';
import { splitDocument } from './split-document.js';
import { splitLines } from './split-lines.js';
import type { RecordPiece } from './record-piece.js';

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(pieces: AsyncIterable<RecordPiece>): Promise<[number, string, string?][]> {
  const found: [number, string, string?][] = [];
  for await (const { line, bytes, list } of pieces) {
    found.push(list === undefined ? [line, bytes.toString()] : [line, bytes.toString(), list]);
  }
  return found;
}

describe(splitDocument, () => {
  const split = (text: string, size = 1_000): ReturnType<typeof all> =>
    all(splitDocument(inPieces(text, size)));

  it.each([1, 2, 7, 1_000])(
    'cuts a document into its records, in pieces of %i bytes',
    async (size) => {
      const text = `{ "export_metadata": {"version":"1.0"}, "n": -1.5e3,
 "entities": [ {"a":"}]\\"\\\\"} ,
 {"b":[1,{"c":2}]}], "relations":[], "w" : true }`;
      expect(await split(text, size)).toEqual([
        [1, '{"version":"1.0"}', 'export_metadata'],
        [1, '-1.5e3', 'n'],
        [2, String.raw`{"a":"}]\"\\"}`, 'entities'],
        [3, '{"b":[1,{"c":2}]}', 'entities'],
        [3, 'true', 'w'],
      ]);
    },
  );

  it('finds the export also inside of data, beside what is to be done with it', async () => {
    const text = '{"merge_strategy":"skip_existing","data":{"entities":[{"a":1}]}}';
    expect(await split(text)).toEqual([
      [1, '"skip_existing"', 'merge_strategy'],
      [1, '{"a":1}', 'entities'],
    ]);
  });

  it('gives the records of any document, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(undefined, 2),
        async (entities, size, indent) => {
          const text = JSON.stringify({ entities, relations: entities }, null, indent);
          const found = await split(text, size);
          const parsed = found.map(([, record]) => JSON.parse(record) as unknown);
          const plain = JSON.parse(JSON.stringify([...entities, ...entities])) as unknown;
          expect(parsed).toEqual(plain);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['an open list', '{"entities":[{}'],
    ['an open text', '{"a":"x'],
    ['two commas', '{"entities":[{},,{}]}'],
    ['a comma before the end', '{"entities":[{},]}'],
    ['no colon', '{"a" 1}'],
    ['the wrong bracket', '{"entities":[{}}'],
    ['JSON Lines', '{"record":"export_metadata"}\n{"record":"entity"}'],
  ])('refuses %s, and names the line', async (_what, text) => {
    await expect(split(text, 3)).rejects.toMatchObject({
      ...{ code: 'MALFORMED_JSON', details: { line: expect.any(Number) as unknown } },
    });
  });
});

describe(splitLines, () => {
  it.each([1, 3, 1_000])('gives lines by their number, in pieces of %i bytes', async (size) => {
    const text = '{"a":1}\r\n\n  \n{"b":"é"}\n{"c":3}';
    expect(await all(splitLines(inPieces(text, size)))).toEqual([
      [1, '{"a":1}\r'],
      [4, '{"b":"é"}'],
      [5, '{"c":3}'],
    ]);
  });

  it('refuses a line that is too large before it has come to its end', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('{}\n');
      for (;;) yield Buffer.alloc(1_000_000, 'x');
    }
    await expect(all(splitLines(endless()))).rejects.toMatchObject({
      ...{ code: 'PAYLOAD_TOO_LARGE', details: { line: 2 } },
    });
  });
});
