import { dealTexts } from './deal-texts.js';

const texts = (...counts: number[]): string[][] =>
  counts.map((count) => Array.from({ length: count }, (_value, n) => String(n)));

const countsOf = (dealt: readonly (readonly string[])[]): number[] =>
  dealt.map(({ length }) => length);

describe(dealTexts, () => {
  it('deals all where there is room for all', () => {
    expect(dealTexts(texts(2, 1), 5)).toEqual([['0', '1'], ['0']]);
  });

  it('serves the first first, but leaves one for each of the others', () => {
    expect(countsOf(dealTexts(texts(9, 9, 1), 6))).toEqual([4, 1, 1]);
    expect(countsOf(dealTexts(texts(1, 9, 9), 6))).toEqual([1, 4, 1]);
  });

  it('deals no more than there is room for', () => {
    expect(countsOf(dealTexts(texts(1, 1, 1), 2))).toEqual([1, 1, 0]);
  });
});
