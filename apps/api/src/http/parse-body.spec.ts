import fc from 'fast-check';
import { ProtocolError } from '#protocol';
import { parseBody } from './parse-body.js';

const parse = (text: string): unknown => parseBody(Buffer.from(text));

/** What a client is told about a body. */
function refusalOf(bytes: Buffer): unknown {
  try {
    parseBody(bytes);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, details } = error;
    const errors = details['errors'] as { field: string; rule: string }[] | undefined;
    return { code, fields: errors?.map(({ field, rule }) => `${field} ${rule}`) };
  }
  return 'accepted';
}

describe(parseBody, () => {
  it('reads the requests of the quick start, whose strings run over line ends', () => {
    const printed = '{ "system_prompt": "You help users\n    understand their data." }';
    expect(parse(printed)).toEqual({
      system_prompt: 'You help users\n    understand their data.',
    });
  });

  it.each([
    [
      'a megabyte of brackets',
      '['.repeat(1_000_000),
      'INVALID_REQUEST',
      [`${'[0]'.repeat(32)} depth`],
    ],
    [
      'objects in objects',
      '{"a":'.repeat(200_000),
      'INVALID_REQUEST',
      [`a${'.a'.repeat(31)} depth`],
    ],
    ['a hundred thousand items', `[${'0,'.repeat(100_000)}0]`, 'INVALID_REQUEST', [' keys']],
    ['a string of line ends', `"${'\n'.repeat(1_000_000)}`, 'MALFORMED_JSON', undefined],
  ])('refuses %s before it is parsed', (_what, text, code, fields) => {
    expect(refusalOf(Buffer.from(text))).toEqual({ code, fields });
  });

  it.each(['', '  ', '\r\n'])('takes %j for no body', (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('reads a body that begins with a byte order mark', () => {
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 });
  });

  it.each([
    ['{"a":', 'MALFORMED_JSON', undefined],
    ["{'a':1}", 'MALFORMED_JSON', undefined],
    ['{"a":1}}', 'MALFORMED_JSON', undefined],
    ['[1,2', 'MALFORMED_JSON', undefined],
    [String.raw`{"a":"\u0000"}`, 'INVALID_CHARACTER', ['a nul_character']],
    [String.raw`{"a":["\ud800"]}`, 'INVALID_CHARACTER', ['a[0] unpaired_surrogate']],
    ['{"a":{"b":1e400}}', 'INVALID_REQUEST', ['a.b number']],
    ['{"a":9007199254740993}', 'INVALID_REQUEST', ['a number']],
    ['{"a":{"__proto__":{}}}', 'INVALID_REQUEST', ['a.__proto__ forbidden_key']],
    ['{"__proto__":null}', 'INVALID_REQUEST', ['__proto__ forbidden_key']],
    ['[{"constructor":{"prototype":{}}}]', 'INVALID_REQUEST', ['[0].constructor forbidden_key']],
  ])('refuses %s as %s and names the field', (text, code, fields) => {
    expect(refusalOf(Buffer.from(text))).toEqual({ code, fields });
  });

  it('lets through the word constructor where it does no harm', () => {
    expect(parse('{"constructor":"Ada"}')).toEqual({ constructor: 'Ada' });
  });

  it('refuses bytes that are not UTF-8 instead of replacing them', () => {
    const latin1 = Buffer.from([0x22, 0xe9, 0x22]);
    expect(refusalOf(latin1)).toEqual({ code: 'MALFORMED_JSON', fields: undefined });
  });

  it.each([1_000, 100_000])('refuses %i levels without falling over', (depth) => {
    const text = '['.repeat(depth) + ']'.repeat(depth);
    expect(refusalOf(Buffer.from(text))).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('gives back every shallow JSON value as it is', () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\u0000', ''));
    const keys = text.filter((key) => key !== '__proto__');
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        text,
        fc.array(tie('json')),
        fc.dictionary(keys, tie('json'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        expect(parse(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  it('never throws anything but the contract’s errors, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => refusalOf(Buffer.from(bytes))).not.toThrow();
      }),
    );
  });
});
