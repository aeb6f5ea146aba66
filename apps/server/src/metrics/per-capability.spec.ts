import { perCapability } from './per-capability.js';
import { bound } from './standing-metrics.js';

describe(perCapability, () => {
  it('tells apart the capabilities that were asked most, and sums up the others', () => {
    const messages = [5, 9, 2, 1].map((count, index) => ({
      ...{ capability: `c${String(index)}`, status: 'completed', count, seconds: count * 2 },
    }));
    expect(perCapability(messages, 2)).toEqual([
      { capability: 'c1', sent: 9, answered: 9, seconds: 18 },
      { capability: 'c0', sent: 5, answered: 5, seconds: 10 },
      { capability: 'other', sent: 3, answered: 3, seconds: 6 },
    ]);
  });

  it('leaves a flood of capabilities bounded', () => {
    const flood = Array.from({ length: 3_000 }, (_, index) => ({
      ...{ capability: `c${String(index)}`, status: 'delivered', count: 1, seconds: 0 },
    }));
    expect(perCapability(flood)).toHaveLength(101);
  });

  it('looks at each figure once, however many capabilities there are', () => {
    let looks = 0;
    const flood = Array.from({ length: 3_000 }, (_, index) => ({
      ...{ status: 'delivered', count: 1, seconds: 0 },
      get capability() {
        looks += 1;
        return `c${String(index)}`;
      },
    }));
    perCapability(flood);
    expect(looks).toBe(3_000);
  });
});

describe(bound, () => {
  it('tells apart the capabilities with the most mail; of the others the oldest counts', () => {
    const backlog = [
      { capability: 'a', waiting: 1, oldest: 40 },
      { capability: null, waiting: 7, oldest: 3 },
      { capability: 'b', waiting: 2, oldest: 60 },
    ];
    expect(bound(backlog, 1)).toEqual([
      { capability: 'none', waiting: 7, oldest: 3 },
      { capability: 'other', waiting: 3, oldest: 60 },
    ]);
  });
});
