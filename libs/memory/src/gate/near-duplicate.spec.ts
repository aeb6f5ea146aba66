import fc from 'fast-check';
import { isNearDuplicate } from './near-duplicate.js';
import { trigramSimilarity } from './trigrams.js';

describe(isNearDuplicate, () => {
  it.each([
    ['Acme prefers the phone.', 'acme prefers the phone', undefined],
    ['Sales peak in September', 'In September sales peak', undefined],
    ['Acme prefers to be reached by phone', 'Acme would rather be reached by phone', 0.95],
  ])('sees that "%s" is "%s"', (a, b, cosine) => {
    expect(isNearDuplicate(a, b, cosine)).toBe(true);
  });

  it.each([
    ['Sales grew by 15 % in Q3', 'Sales grew by 16 % in Q3', 0.99],
    ['Acme ships to Norway', 'Acme does not ship to Norway', 0.97],
    ['Acme prefers the phone', 'Globex prefers email', 0.8],
    ['The office is in Leeds', 'Head count is shrinking', 0.95],
  ])('sees that "%s" is not "%s"', (a, b, cosine) => {
    expect(isNearDuplicate(a, b, cosine)).toBe(false);
  });
});

describe(trigramSimilarity, () => {
  it('is 1 for the same words, 0 for nothing in common, and the same both ways', () => {
    expect(trigramSimilarity('word', 'Word!')).toBe(1);
    expect(trigramSimilarity('abc', 'xyz')).toBe(0);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const found = trigramSimilarity(a, b);
        expect(found).toBe(trigramSimilarity(b, a));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
      }),
    );
  });
});
