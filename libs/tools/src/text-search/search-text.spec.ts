import { cutPassages } from './cut-passages.js';
import { searchText } from './search-text.js';

const contract = [
  'Terms of sale',
  '',
  'Refunds are paid within 30 days.',
  'They need a receipt.',
  '',
  'Our liability is limited to',
  'the price of the goods.',
  '',
  'Café visits are not covered.',
].join('\n');

describe(searchText, () => {
  it('finds the passages with the words, best first, with their lines', () => {
    const found = searchText({ text: contract, query: 'refund receipt', mode: 'ranked', limit: 5 });

    expect(found.passages).toBe(4);
    expect(found.matches[0]).toMatchObject({
      line: 3,
      text: 'Refunds are paid within 30 days.\nThey need a receipt.',
    });
  });

  it('forgives case, accents and a misspelling', () => {
    for (const query of ['CAFE', 'café', 'liabilty']) {
      const { matches } = searchText({ text: contract, query, mode: 'ranked', limit: 1 });
      expect(matches).toHaveLength(1);
    }
  });

  it('finds the very text across line ends when asked exactly, and nothing like it', () => {
    const exact = (query: string): number =>
      searchText({ text: contract, query, mode: 'exact', limit: 5 }).total;

    expect(exact('limited to the price')).toBe(1);
    expect(exact('refund are')).toBe(0);
    expect(exact('(a+)+$')).toBe(0);
  });

  it('tells how many there are beyond those it shows', () => {
    const text = Array.from({ length: 30 }, (_, at) => `row ${String(at)} of gold`).join('\n\n');

    const { matches, total } = searchText({ text, query: 'gold', mode: 'ranked', limit: 3 });

    expect(matches).toHaveLength(3);
    expect(total).toBe(30);
  });
});

describe(cutPassages, () => {
  it('keeps every word of a text without lines, in pieces of bearable length', () => {
    const text = Array.from({ length: 2_000 }, (_, at) => `word${String(at)}`).join(' ');

    const passages = cutPassages(text);

    expect(passages.map((passage) => passage.text).join(' ')).toBe(text);
    expect(Math.max(...passages.map((passage) => passage.text.length))).toBeLessThanOrEqual(600);
  });

  it('cuts what has no spaces at all', () => {
    expect(
      cutPassages('x'.repeat(2_000))
        .map(({ text }) => text)
        .join(''),
    ).toBe('x'.repeat(2_000));
  });
});
