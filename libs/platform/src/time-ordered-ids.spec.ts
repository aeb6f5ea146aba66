import fc from 'fast-check';
import { TimeOrderedIds } from './time-ordered-ids.js';

/** RFC 9562, appendix A.6. */
const vector = {
  ms: 0x01_7f_22_e2_79_b0,
  random: 'cc3aaaaa-aaaa-4aaa-98c4-dc0c0c07398f',
  uuid: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
};
const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe(TimeOrderedIds, () => {
  it('makes the UUID that the RFC shows', () => {
    const ids = new TimeOrderedIds(
      () => vector.ms,
      () => vector.random,
    );
    expect(ids.next()).toBe(vector.uuid);
  });

  it('makes them in order, each once, whatever the clock does', () => {
    const steps = fc.array(fc.integer({ min: -50, max: 3 }), { minLength: 300, maxLength: 300 });
    fc.assert(
      fc.property(steps, (moves) => {
        let now = vector.ms;
        const ids = new TimeOrderedIds(() => now);
        const made = moves.map((move) => {
          now += move;
          return ids.next();
        });
        expect(made).toEqual([...new Set(made)].sort());
        for (const id of made) expect(id).toMatch(shape);
      }),
      { numRuns: 20 },
    );
  });

  it('goes on where a millisecond has used up its numbers', () => {
    const ids = new TimeOrderedIds(() => vector.ms);
    const made = Array.from({ length: 20_000 }, () => ids.next());
    expect(made).toEqual([...new Set(made)].sort());
    // Never far ahead: each millisecond holds two thousand in the mean.
    const last = Number.parseInt((made.at(-1) ?? '').replace('-', '').slice(0, 12), 16);
    expect(last - vector.ms).toBeLessThan(100);
  });

  it('tells the time that it is', () => {
    const before = Date.now();
    const told = Number.parseInt(new TimeOrderedIds().next().replace('-', '').slice(0, 12), 16);
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });

  it('leaves 62 bits to chance', () => {
    const ids = new TimeOrderedIds(() => vector.ms);
    const ends = Array.from({ length: 5_000 }, () => ids.next().slice(19));
    expect(new Set(ends).size).toBe(ends.length);
  });
});
