import fc from 'fast-check';
import { findJsonError } from './json-error.js';
import { parseJson } from './parse-json.js';

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

describe(findJsonError, () => {
  it.each([
    ['', 0],
    ['{"a": nope}', 6],
    ['{"a": 1,}', 8],
    ['{"a": 1 "b": 2}', 8],
    ["{'a': 1}", 1],
    ['{a: 1}', 1],
    ['[1, 2', 5],
    ['[1 2]', 3],
    ['[,]', 1],
    ['{"a"', 4],
    ['"open', 5],
    ['"\\x"', 2],
    ['"\\u12"', 2],
    ['"a\u0001b"', 2],
    ['01', 1],
    ['-', 0],
    ['1.', 1],
    ['true false', 5],
    ['{} x', 3],
    ['\u00a01', 0],
  ])('finds the error of %j at %i', (text, position) => {
    expect(findJsonError(text)).toBe(position);
  });

  it('finds none in JSON, written in whatever way', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n\t'), (value, blank) => {
        const text = JSON.stringify(value, null, blank);
        expect(findJsonError(`${blank}${text}${blank}`)).toBeUndefined();
      }),
    );
  });

  it('finds one exactly where the parser does not take the text', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '"a"',
        '"b":',
        '\\',
        '\\n',
        '\n',
        '1',
        '-',
        '.5',
        'e9',
      ],
      ...['true', 'nul', 'null', ' ', 'x', '\\u00e9', '\u0001', '0'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(findJsonError(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds it no later than the character that broke sound JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, seed) => {
        const text = JSON.stringify(value);
        const at = seed % (text.length + 1);
        const broken = `${text.slice(0, at)}\u0007${text.slice(at)}`;
        expect(findJsonError(broken)).toBeLessThanOrEqual(at);
      }),
    );
  });

  it.each(['"', '[', '{"a":', '1', '\\', '"\\'])('looks once at a megabyte of %s', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const started = performance.now();
    findJsonError(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
