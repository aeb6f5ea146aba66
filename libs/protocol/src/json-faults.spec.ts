import fc from 'fast-check';
import { defaultJsonLimits, findJsonFault } from './json-faults.js';

/** A value inside so many objects. */
function nest(value: unknown, depth: number): unknown {
  let nested = value;
  for (let level = 0; level < depth; level += 1) nested = { a: nested };
  return nested;
}

describe(findJsonFault, () => {
  it('finds nothing in what Postgres and JavaScript can keep', () => {
    const sound = fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' });
    const isSafe = (value: unknown): boolean => !JSON.stringify(value).includes('\\u0000');
    fc.assert(
      fc.property(sound.filter(isSafe), (value) => {
        const fault = findJsonFault(value);
        expect([undefined, 'number']).toContain(fault?.rule);
      }),
    );
  });

  it('finds a bad value wherever it is and says where', () => {
    const bad = fc.constantFrom(
      ['\u0000', 'nul_character'] as const,
      ['x\ud800', 'unpaired_surrogate'] as const,
      [Infinity, 'number'] as const,
      [2 ** 53, 'number'] as const,
    );
    const road = fc.array(fc.oneof(fc.constantFrom('a', 'b_1'), fc.nat({ max: 3 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(bad, road, ([value, rule], steps) => {
        const body = steps.reduceRight<unknown>(
          (inner, step) =>
            typeof step === 'number'
              ? [...Array.from({ length: step }, () => null), inner]
              : { sound: 1, [step]: inner },
          value,
        );
        const path = steps.reduce<string>((written, step) => {
          if (typeof step === 'number') return `${written}[${String(step)}]`;
          return written === '' ? step : `${written}.${step}`;
        }, '');
        expect(findJsonFault(body)).toMatchObject({ rule, path });
      }),
    );
  });

  it('looks at keys as it looks at text', () => {
    expect(findJsonFault({ content: { 'a\u0000': 1 } })).toMatchObject({
      path: 'content',
      rule: 'nul_character',
    });
    expect(findJsonFault({ '\udfff': 1 })?.rule).toBe('unpaired_surrogate');
  });

  it('takes numbers as far as they stay what they are', () => {
    for (const number of [0, -0, 1.5, 2 ** 53 - 1, -(2 ** 53) + 1, 1e300, 5e-324]) {
      expect(findJsonFault(number)).toBeUndefined();
    }
    expect(findJsonFault(9_007_199_254_740_993)?.rule).toBe('number');
    expect(findJsonFault(-Infinity)?.rule).toBe('number');
  });

  it('takes 32 levels and no more', () => {
    expect(findJsonFault(nest(1, 32))).toBeUndefined();
    expect(findJsonFault(nest(1, 33))?.rule).toBe('depth');
  });

  it('survives a hundred thousand levels', () => {
    expect(findJsonFault(nest(1, 100_000))?.rule).toBe('depth');
    const arrays = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown;
    expect(findJsonFault(arrays)?.rule).toBe('depth');
  });

  it('takes ten thousand keys and items and no more', () => {
    const { maxKeys } = defaultJsonLimits;
    const many = (count: number): unknown[] => Array.from({ length: count }, () => 0);

    expect(findJsonFault(many(maxKeys))).toBeUndefined();
    expect(findJsonFault(many(maxKeys + 1))?.rule).toBe('keys');
    expect(findJsonFault({ a: many(maxKeys) })?.rule).toBe('keys');
    const record = Object.fromEntries(many(maxKeys + 1).map((_, n) => [`k${String(n)}`, 0]));
    expect(findJsonFault(record)?.rule).toBe('keys');
  });

  it('takes text of 262,144 characters and no more', () => {
    expect(findJsonFault('x'.repeat(262_144))).toBeUndefined();
    expect(findJsonFault('x'.repeat(262_145))?.rule).toBe('string');
  });

  it('holds to the limits it is given', () => {
    const limits = { maxDepth: 1, maxKeys: 2, maxStringLength: 3 };

    expect(findJsonFault({ a: 'abc' }, limits)).toBeUndefined();
    expect(findJsonFault({ a: {} }, limits)?.rule).toBe('depth');
    expect(findJsonFault([1, 2, 3], limits)?.rule).toBe('keys');
    expect(findJsonFault('abcd', limits)?.rule).toBe('string');
  });
});
