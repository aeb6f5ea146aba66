import { mergeNearest } from './merge-nearest.js';
import type { RecalledEntity } from './recall-query.js';

const found = (id: string, similarity: number): RecalledEntity => ({
  ...{ id, name: id, type: 'insight', place: 'workspace', content: '' },
  ...{ confidence: 1, strength: 1, createdAt: new Date(0), updatedAt: new Date(0) },
  ...{ createdBy: 'A', metadata: {}, isTainted: false },
  ...{ sourceMessageId: undefined, similarity, wordRank: 0, hasAllWords: false },
});

const told = (entities: readonly RecalledEntity[]): string[] =>
  entities.map(({ id, similarity }) => `${id} ${String(similarity)}`);

describe(mergeNearest, () => {
  it('puts the nearest first and takes each once, with its nearest piece', () => {
    const merged = mergeNearest([found('a', 0.4), found('b', 0.9), found('a', 0.8)], 5);
    expect(told(merged)).toEqual(['b 0.9', 'a 0.8']);
  });

  it('takes no more than are wanted', () => {
    expect(told(mergeNearest([found('a', 0.1), found('b', 0.2)], 1))).toEqual(['b 0.2']);
  });

  it('orders what is equally near by its id', () => {
    expect(told(mergeNearest([found('b', 0.5), found('a', 0.5)], 2))).toEqual(['a 0.5', 'b 0.5']);
  });
});
