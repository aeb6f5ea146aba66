import { Dice } from '../../simulation/dice.js';
import { planBlows, type Blow } from './blow.js';
import { allKinds } from './chaos-run.js';

const plan = (seed: number): Blow[] =>
  planBlows(allKinds, new Dice(seed), { durationMs: 20 * 60_000, everyMs: 3_300 });

describe(planBlows, () => {
  it('is the same for the same seed and another for another', () => {
    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  it.each([1, 2, 3, 4, 5])('has 300 blows of 10 kinds and more in 20 minutes (seed %s)', (seed) => {
    const blows = plan(seed);
    expect(blows.length).toBeGreaterThan(300);
    expect(new Set(blows.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10);
  });

  it('strikes what the kind can strike, within the time and no longer than the kind holds', () => {
    for (const { kind, target, at, holdMs } of plan(9)) {
      const { targets, holds } = allKinds.find((one) => one.kind === kind) ?? {};
      expect(targets).toContain(target);
      expect(at).toBeLessThan(20 * 60_000);
      expect(holdMs).toBeGreaterThanOrEqual(holds?.[0] ?? Infinity);
      expect(holdMs).toBeLessThanOrEqual(holds?.[1] ?? 0);
    }
  });

  it('has a name of its own for every kind', () => {
    expect(new Set(allKinds.map(({ kind }) => kind)).size).toBe(allKinds.length);
  });
});
