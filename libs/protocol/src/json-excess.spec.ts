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
    expect(find(text)?.rule).toBe(excess);
  });

  it.each([
    ['objects in objects', `{"content":${'{"a":'.repeat(32)}`, `content${'.a'.repeat(31)}`],
    ['lists in lists', `{"x":1,"y":[0,${'['.repeat(32)}`, `y[1]${'[0]'.repeat(30)}`],
    ['after others', `[{"a":[[]],"b":{}},${'['.repeat(33)}`, `[1]${'[0]'.repeat(31)}`],
    ['more keys', `{"a":{"b":1},"c":{${'"k":1,'.repeat(10_000)}`, 'c'],
    ['more items', `{"c":{"d":[${'0,'.repeat(10_001)}`, 'c.d'],
    ['names with quotes', String.raw`{"a\"[":[${'{},'.repeat(10_001)}`, 'a"['],
    ['names of any length', `{"${'n'.repeat(5_000)}":[${'0,'.repeat(10_001)}`, 'n'.repeat(100)],
  ])('tells where: %s', (_what, text, path) => {
    expect(find(text)).toMatchObject({ path });
  });

  it('names what a fault of the parsed text names', () => {
    const limits = { ...defaultJsonLimits, maxDepth: 3 };
    const key = fc.stringMatching(/^[a-z]{1,3}$/);
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(fc.nat(9), fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const excess = find(JSON.stringify(value), limits);
        const fault = findJsonFault(value, limits);
        expect(excess).toEqual(
          fault === undefined ? undefined : { rule: fault.rule, path: fault.path },
        );
      }),
    );
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
