import { chooseWords } from './choose-words.js';

const weighed = (holders: Record<string, number>): Parameters<typeof chooseWords>[0] =>
  Object.entries(holders).map(([word, count]) => ({ word, holders: count }));

describe(chooseWords, () => {
  it('leaves none out where few hold them all', () => {
    expect(chooseWords(weighed({ fox: 40, grape: 60 }), 100)).toBeUndefined();
    expect(chooseWords([], 100)).toBeUndefined();
  });

  it('takes the rarest, as long as few hold them together', () => {
    const words = weighed({ say: 90, fox: 40, grape: 10, sour: 30 });
    expect(chooseWords(words, 100)).toEqual(['grape', 'sour', 'fox']);
  });

  it('takes none where very many hold each', () => {
    expect(chooseWords(weighed({ note: 1_000, customer: 900 }), 100)).toEqual([]);
  });
});
