import { chunkContent } from './chunk-content.js';

describe('chunkContent', () => {
  it('puts the name, in words, before what is known', () => {
    expect(chunkContent('q3_sales', 'analysis_pattern', 'Up by 15 %\nPeak in September')).toEqual([
      'q3 sales (analysis pattern): Up by 15 % Peak in September',
    ]);
  });

  it('stands for what has no facts by its name alone', () => {
    expect(chunkContent('acme', 'customer', '')).toEqual(['acme (customer): ']);
  });

  it('cuts what a model cannot read at once, between facts or else between words', () => {
    const facts = Array.from({ length: 30 }, (_value, index) => `fact ${String(index)} `.repeat(8));
    const chunks = chunkContent('much', 'insight', facts.join('\n'));
    expect(chunks.length).toBeGreaterThan(2);
    for (const chunk of chunks) expect(chunk.length).toBeLessThan(900);
    const long = chunkContent('long', 'insight', 'word '.repeat(1_000));
    expect(long.length).toBeGreaterThan(5);
    expect(long.every((chunk) => chunk.length < 900)).toBe(true);
  });

  it('loses nothing of a text without spaces', () => {
    const text = 'x'.repeat(2_000);
    const pieces = chunkContent('a', 'b', text).map((chunk) => chunk.replace('a (b): ', ''));
    expect(pieces.join('')).toBe(text);
  });
});
