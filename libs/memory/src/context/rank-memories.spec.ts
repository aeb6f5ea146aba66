import fc from 'fast-check';
import type { RecalledEntity } from '../recall/recall-query.js';
import { rankMemories, type Kinship } from './rank-memories.js';

const now = new Date('2026-01-31T00:00:00Z');

function aFind(id: string, change: Partial<RecalledEntity> = {}): RecalledEntity {
  return {
    ...{ id, name: id, type: 'insight', place: 'workspace', content: id },
    ...{ confidence: 1, strength: 1, createdAt: now, updatedAt: now, sourceMessageId: undefined },
    ...{ createdBy: 'A', metadata: {}, isTainted: false },
    ...{ similarity: 0.6, wordRank: 0, hasAllWords: false },
    ...change,
  };
}

const order = (...args: Parameters<typeof rankMemories>): string[] =>
  rankMemories(...args).map(({ id }) => id);

describe(rankMemories, () => {
  it('puts the nearest first', () => {
    expect(order([aFind('far', { similarity: 0.5 }), aFind('near')], [], now)).toEqual([
      'near',
      'far',
    ]);
  });

  it.each([
    ['doubtful', { confidence: 0.3 }],
    ['weak', { strength: 0.2 }],
    ['old', { updatedAt: new Date('2025-10-01T00:00:00Z') }],
  ])('puts what is %s after what is just as near', (_what, change) => {
    expect(order([aFind('a', change), aFind('b')], [], now)).toEqual(['b', 'a']);
  });

  it('lets a fit of words decide between the equally near', () => {
    expect(order([aFind('a'), aFind('b', { wordRank: 1 })], [], now)).toEqual(['b', 'a']);
  });

  it('never lets doubt, weakness and age together outweigh what is twice as near', () => {
    const worst = { confidence: 0, strength: 0, updatedAt: new Date(0), similarity: 0.8 };
    expect(order([aFind('worst', worst), aFind('far', { similarity: 0.4 })], [], now)).toEqual([
      'worst',
      'far',
    ]);
  });

  it('lifts what is related to something near, and never above it', () => {
    const found = [
      aFind('near'),
      aFind('relative', { similarity: 0 }),
      aFind('c', { similarity: 0.2 }),
    ];
    const kinship = {
      id: 'relative',
      relative: 'near',
      strength: 0.9,
      relation: 'rel-1',
      isTainted: false,
    };
    expect(order(found, [kinship], now)).toEqual(['near', 'relative', 'c']);
    expect(order(found, [], now)).toEqual(['near', 'c', 'relative']);
  });

  it('names the relation that lifted a memory, the one that lifted it most, and none that did not', () => {
    const found = [
      aFind('near'),
      aFind('less', { similarity: 0.5 }),
      aFind('c', { similarity: 0.1 }),
    ];
    const kin = (relative: string, strength: number): Kinship => ({
      ...{ id: 'c', relative, strength, relation: `${relative}-c`, isTainted: relative === 'less' },
    });
    const through = (...kinships: Kinship[]): (string | undefined)[] =>
      rankMemories(found, kinships, now).map((memory) => memory.through);
    expect(through(kin('less', 0.9), kin('near', 0.9))).toEqual([undefined, undefined, 'near-c']);
    expect(through(kin('less', 1), kin('near', 0.5))).toEqual([undefined, undefined, 'less-c']);
    expect(through(kin('near', 0.3))).toEqual([undefined, undefined, undefined]);
  });

  it('gives the same order whatever order it is given', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const finds = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^[a-z]{1,4}$/), similarity: share, confidence: share }),
      { selector: ({ id }) => id, maxLength: 12 },
    );
    fc.assert(
      fc.property(finds, (drawn) => {
        const found = drawn.map(({ id, ...change }) => aFind(id, change));
        expect(order(found, [], now)).toEqual(order(found.toReversed(), [], now));
      }),
    );
  });
});
