import { fuse, scoreOf } from './fuse.js';
import type { RecalledEntity } from './recall-query.js';

const found = (id: string, change: Partial<RecalledEntity>): RecalledEntity => ({
  ...{ id, name: id, type: 'insight', place: 'workspace', content: '' },
  ...{ confidence: 1, strength: 1, createdAt: new Date(0), updatedAt: new Date(0) },
  ...{ createdBy: 'A', metadata: {}, isTainted: false },
  ...{ sourceMessageId: undefined, similarity: undefined, wordRank: 0, hasAllWords: false },
  ...change,
});

const idsOf = (entities: readonly RecalledEntity[]): string[] => entities.map(({ id }) => id);

describe('fuse', () => {
  it('lets meaning lead: shared words move only what is about as near', () => {
    const near = found('near', { similarity: 0.8 });
    const wordy = found('wordy', { similarity: 0.6 });
    const byWords = [found('wordy', { similarity: 0.6, wordRank: 1 })];
    expect(idsOf(fuse([near, wordy], byWords, 0.5))).toEqual(['near', 'wordy']);
    const close = found('wordy', { similarity: 0.75, wordRank: 1 });
    expect(idsOf(fuse([near], [close], 0.5))).toEqual(['wordy', 'near']);
  });

  it('puts what holds every word before what is a little nearer, but not before the same matter', () => {
    const named = found('named', { similarity: 0.3, wordRank: 1, hasAllWords: true });
    const alike = found('alike', { similarity: 0.5 });
    const same = found('same', { similarity: 0.7 });
    expect(idsOf(fuse([same, alike, named], [named], 0))).toEqual(['same', 'named', 'alike']);
  });

  it('keeps what is not near only when it holds every word of the query', () => {
    const some = found('some', { similarity: 0.2, wordRank: 1 });
    const all = found('all', { similarity: 0.2, wordRank: 0.4, hasAllWords: true });
    expect(idsOf(fuse([], [some, all], 0.5))).toEqual(['all']);
  });

  it('takes the nearness of one that has no vector yet for none', () => {
    expect(scoreOf(found('new', { wordRank: 1 }))).toBeCloseTo(0.1);
  });

  it('lists each once', () => {
    const one = found('one', { similarity: 0.9 });
    expect(fuse([one], [found('one', { wordRank: 1 })], 0.5)).toHaveLength(1);
  });
});
