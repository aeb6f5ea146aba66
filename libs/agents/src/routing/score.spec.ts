import fc from 'fast-check';
import { noFigures, type ProviderFigures } from '../figures/provider-figures.js';
import { confidence, loadLevel, loadOf, scoreOf, specialization, successRate } from './score.js';

const figures = fc.record({
  pending: fc.nat({ max: 500 }),
  succeeded: fc.nat({ max: 200 }),
  failed: fc.nat({ max: 200 }),
  responseMs: fc.integer({ min: 0, max: 600_000 }),
  turnMs: fc.integer({ min: 0, max: 600_000 }),
  lastUsed: fc.constant(undefined),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

function past(
  succeeded: number,
  failed: number,
  more: Partial<ProviderFigures> = {},
): ProviderFigures {
  return { ...noFigures, succeeded, failed, ...more };
}

describe(scoreOf, () => {
  it('is a share, as all its parts are', () => {
    fc.assert(
      fc.property(figures, share, (each, special) => {
        for (const part of Object.values(scoreOf(each, special))) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('falls with waiting mail, failures and slowness, and rises with specialization', () => {
    fc.assert(
      fc.property(figures, share, (each, special) => {
        const { score } = scoreOf(each, special);
        expect(scoreOf({ ...each, pending: each.pending + 1 }, special).score).toBeLessThan(score);
        expect(
          scoreOf({ ...each, failed: each.failed + 1, turnMs: each.turnMs + 1 }, special).score,
        ).toBeLessThan(score);
        expect(
          scoreOf({ ...each, turnMs: each.turnMs + 1_000 }, special).score,
        ).toBeLessThanOrEqual(score);
        expect(scoreOf(each, special + 0.1).score).toBeGreaterThan(score);
      }),
    );
  });

  it('puts a proven agent before a new one and a new one before one that fails', () => {
    const turnMs = 2_000;
    const proven = scoreOf(past(50, 0, { turnMs }), 0.5).score;
    const unknown = scoreOf(noFigures, 0.5).score;
    const failing = scoreOf(past(25, 25, { turnMs }), 0.5).score;

    expect(proven).toBeGreaterThan(unknown);
    expect(unknown).toBeGreaterThan(failing);
  });

  it('is what docs/routing.md works out', () => {
    const analyst = scoreOf(
      past(19, 1, { pending: 2, turnMs: 3_000 }),
      specialization(['data-analysis', 'report-generation'], 'data-analysis'),
    );
    const newcomer = scoreOf(noFigures, specialization(['data-analysis'], 'data-analysis'));

    expect(analyst.performance).toBeCloseTo(0.8 * (23 / 25) + 0.2 * (5 / 8.4), 10);
    expect(analyst.score).toBeCloseTo(0.7918, 4);
    expect(newcomer.score).toBeCloseTo(0.87, 4);
    expect(scoreOf(past(0, 2, { turnMs: 5_000 }), 1).score).toBeCloseTo(0.7786, 4);
  });
});

describe(confidence, () => {
  it('is nothing without evidence and grows with it', () => {
    expect(confidence(noFigures)).toBe(0);
    expect(confidence(past(1, 0))).toBeCloseTo(0.5, 5);
    expect(confidence(past(12, 0))).toBeCloseTo(12 / 13, 5);
    expect(confidence(past(200, 0))).toBeCloseTo(200 / 201, 5);
    expect(confidence(past(0, 3))).toBeCloseTo(0, 5);
  });

  it('never promises more than the success rate, and comes near it', () => {
    fc.assert(
      fc.property(figures, (each) => {
        const rate = successRate(each);
        const many = { ...each, succeeded: each.succeeded * 10_000, failed: each.failed * 10_000 };
        expect(confidence(each)).toBeLessThanOrEqual(rate + 1e-12);
        expect(Math.abs(confidence(many) - rate)).toBeLessThan(0.01);
      }),
    );
  });
});

describe(loadOf, () => {
  it.each([
    [0, 1, 'low'],
    [2, 1, 'low'],
    [3, 1, 'medium'],
    [11, 1, 'medium'],
    [12, 1, 'high'],
    [12, 5, 'medium'],
    [12, 6, 'low'],
  ])('calls %i messages for %i agents %s', (pending, agents, level) => {
    expect(loadLevel(loadOf(pending, agents))).toBe(level);
  });
});

describe(specialization, () => {
  it('is full for the only capability and less the more there are and the later it comes', () => {
    expect(specialization(['a'], 'a')).toBe(1);
    expect(specialization(['a', 'b'], 'a')).toBe(0.75);
    expect(specialization(['a', 'b'], 'b')).toBe(0.5);
    expect(specialization(['a', 'b', 'c', 'd'], 'd')).toBe(0.25);
    expect(specialization(['a'], 'z')).toBe(0);
  });
});
