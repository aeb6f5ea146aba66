import { engineName } from './engine-name.js';

describe(engineName, () => {
  it('tells the statements of two connections apart', () => {
    expect(engineName(1, 'find')).not.toBe(engineName(2, 'find'));
  });

  it('leaves the unnamed statement unnamed', () => {
    expect(engineName(1, '')).toBe('');
  });

  it('keeps long names apart that Postgres would cut to the same', () => {
    const names = ['a', 'b'].map((end) => engineName(12_345, 'ä'.repeat(40) + end));

    expect(names[0]).not.toBe(names[1]);
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThan(64);
  });
});
