import fc from 'fast-check';
import { cosineSimilarity, rankBySimilarity } from './similarity.js';

const vector = (...numbers: number[]): Float32Array => Float32Array.from(numbers);
const anyVector = fc.float32Array({
  minLength: 4,
  maxLength: 4,
  noNaN: true,
  min: -1_000,
  max: 1_000,
});

describe(cosineSimilarity, () => {
  it('is 1 for one direction, 0 for a right angle, -1 for the opposite', () => {
    expect(cosineSimilarity(vector(1, 2), vector(2, 4))).toBeCloseTo(1, 6);
    expect(cosineSimilarity(vector(1, 0), vector(0, 3))).toBe(0);
    expect(cosineSimilarity(vector(1, 0), vector(-2, 0))).toBe(-1);
  });

  it('finds a vector of zeros near to nothing', () => {
    expect(cosineSimilarity(vector(0, 0), vector(1, 1))).toBe(0);
  });

  it('refuses vectors of different models', () => {
    expect(() => cosineSimilarity(vector(1), vector(1, 2))).toThrow(RangeError);
  });

  it('is symmetric and never leaves -1 to 1', () => {
    fc.assert(
      fc.property(anyVector, anyVector, (left, right) => {
        const similarity = cosineSimilarity(left, right);
        expect(similarity).toBe(cosineSimilarity(right, left));
        expect(Math.abs(similarity)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe(rankBySimilarity, () => {
  it('puts the nearest first and keeps the order of equals', () => {
    const ranked = rankBySimilarity(vector(1, 0), [
      { item: 'far', vector: vector(-1, 0) },
      { item: 'first', vector: vector(1, 1) },
      { item: 'second', vector: vector(2, 2) },
      { item: 'same', vector: vector(5, 0) },
    ]);

    expect(ranked.map(({ item }) => item)).toEqual(['same', 'first', 'second', 'far']);
  });
});
