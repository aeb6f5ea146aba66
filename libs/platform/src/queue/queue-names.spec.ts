import fc from 'fast-check';
import { arrivals, laneOf } from './queue-names.js';

describe(laneOf.name, () => {
  it('gives every capability a lane of its own while there are few', () => {
    expect(laneOf('data-analysis', 3, 128)).toBe('cap.data-analysis');
    expect(laneOf('reports.weekly', 127, 128)).toBe('cap.reports.weekly');
  });

  it('keeps mail without a capability apart from a capability of any name', () => {
    expect(laneOf(undefined, 3, 128)).toBe('no-capability');
    expect(laneOf('no-capability', 3, 128)).toBe('cap.no-capability');
  });

  it('lets nothing wait where mail arrives', () => {
    for (const count of [1, 200]) {
      expect([undefined, 'direct'].map((name) => laneOf(name, count, 128))).not.toContain(arrivals);
    }
  });

  it('shares lanes from the limit on, and never makes more of them than that', () => {
    const lanes = new Set(
      Array.from({ length: 1_000 }, (_, n) => laneOf(`capability-${String(n)}`, 1_000, 16)),
    );
    expect([...lanes].sort()).toEqual(
      Array.from({ length: 16 }, (_, n) => `lane.${String(n)}`).sort(),
    );
    expect(laneOf('a', 16, 16)).toMatch(/^lane\.\d+$/);
  });

  it('chooses a shared lane by the name alone, the same in every version', () => {
    expect(laneOf('data-analysis', 128, 128)).toBe('lane.10');
    expect(laneOf('data-analysis', 5_000, 128)).toBe('lane.10');
    expect(laneOf(undefined, 128, 128)).toBe('lane.28');
  });

  it('has a lane of its own for bells that were passed on, while lanes are shared', () => {
    expect(laneOf('data-analysis', 128, 128, true)).toBe('passed-on');
    expect(laneOf('data-analysis', 127, 128, true)).toBe('cap.data-analysis');
  });

  it('fills shared lanes evenly', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 6_400; n += 1) {
      const lane = laneOf(`capability-${String(n)}`, 6_400, 64);
      counts.set(lane, (counts.get(lane) ?? 0) + 1);
    }
    expect(counts.size).toBe(64);
    expect(Math.max(...counts.values())).toBeLessThan(150);
  });

  it('names queues that BullMQ takes, one spelling for one capability', () => {
    const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one.isWellFormed() && other.isWellFormed());
        const lanes = [one, other].map((capability) => laneOf(capability, 2, 128));
        expect(lanes.join()).not.toContain(':');
        expect(lanes[0] === lanes[1]).toBe(one === other);
      }),
    );
  });
});
