import fc from 'fast-check';
import { editDistance, nearestNames } from './nearest-names.js';

describe(nearestNames, () => {
  const names = ['data-analysis', 'report-generation', 'translation', 'text-analysis'];

  it('finds the name behind a typing error, in any case', () => {
    expect(nearestNames('data-anaylsis', names)[0]).toBe('data-analysis');
    expect(nearestNames('TRANSLATOIN', names)).toEqual(['translation']);
  });

  it('finds names that share a word', () => {
    expect(nearestNames('analysis', names)).toEqual(['data-analysis', 'text-analysis']);
  });

  it('offers nothing when nothing is near', () => {
    expect(nearestNames('nonexistent-capability', ['data-analysis', 'report-generation'])).toEqual(
      [],
    );
  });

  it('offers three at most, the nearest first', () => {
    expect(nearestNames('aaaa', ['aaac', 'aaab', 'aaaa', 'aaad', 'zzzz'])).toEqual([
      'aaaa',
      'aaab',
      'aaac',
    ]);
  });
});

describe(editDistance, () => {
  it('counts a swap of neighbours as one error', () => {
    expect(editDistance('abcd', 'acbd')).toBe(1);
  });

  it('is zero for the same, symmetric, and never more than the longer name', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('gives up one beyond the limit, and agrees with the full count below it', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 10 }),
        fc.string({ maxLength: 10 }),
        fc.nat({ max: 6 }),
        (a, b, limit) => {
          expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b), limit + 1));
        },
      ),
    );
  });
});
