import fc from 'fast-check';
import { findJsonExcess } from './json-excess.js';
import { defaultJsonLimits, findJsonFault } from './json-faults.js';

const find = (text: string, limits = defaultJsonLimits): ReturnType<typeof findJsonExcess> =>
  findJsonExcess(Buffer.from(text), limits);

describe(findJsonExcess, () => {
  it.each([
    ['a text of opening brackets', '['.repeat(33), 'depth'],
    ['objects in objects', '{"a":'.repeat(33), 'depth'],
    ['more items than may be', `[${'0,'.repeat(10_000)}0]`, 'keys'],
    ['more keys than may be', `{${'"a":1,'.repeat(10_000)}"b":1}`, 'keys'],
    ['a string without an end', `"${'\n'.repeat(50)}`, 'open_string'],
    ['a string whose last quote is escaped', String.raw`"a\\\"`, 'open_string'],
  ])('finds %s', (_what, text, excess) => {
    expect(find(text)).toBe(excess);
  });

  it.each([
    ['thirty-two levels', `${'['.repeat(32)}${']'.repeat(32)}`],
    ['ten thousand items', `[${'0,'.repeat(9_999)}0]`],
    ['brackets and commas in strings', `["${'[,{'.repeat(20_000)}"]`],
    ['escaped quotes and backslashes', String.raw`{"a":"\"[[[\\","b":"\\\\"}`],
    ['more levels one after another', `[${'[[]],'.repeat(1_000)}[]]`],
  ])('lets %s pass', (_what, text) => {
    expect(find(text)).toBeUndefined();
  });

  it('never finds what is within the limits', () => {
    const limits = { ...defaultJsonLimits, maxDepth: 3, maxKeys: 6 };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, indent) => {
        const excess = find(JSON.stringify(value, null, indent), limits);
        expect(excess === undefined || findJsonFault(value, limits) !== undefined).toBe(true);
      }),
    );
  });

  it('takes no longer for quotes that are escaped: each byte is looked at a few times', () => {
    const text = `"${String.raw`\"`.repeat(200_000)}${'\\'.repeat(400_000)}"`;
    expect(find(text)).toBeUndefined();
  });
});
