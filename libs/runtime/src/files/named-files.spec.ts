import { endingOf, referencesIn, tellFiles } from './named-files.js';

describe(referencesIn, () => {
  it('finds the artifacts that a content names anywhere, each once, in their order', () => {
    const content = {
      request: 'Compare artifact:art_b with the file.',
      data_source: 'artifact:art_a',
      more: [{ file: 'artifact:art_b' }, 7, null],
    };
    expect(referencesIn(content)).toEqual(['artifact:art_b', 'artifact:art_a']);
  });

  it('finds none in other texts, and tells of eight at most', () => {
    expect(referencesIn({ text: 'artifact: art_1, https://example.com/art_1' })).toEqual([]);
    const many = Array.from({ length: 20 }, (_, index) => `artifact:art_${String(index)}`);
    expect(referencesIn({ many })).toEqual(many.slice(0, 8));
  });
});

describe(tellFiles, () => {
  it('says of each of which type and how large it is, and of its name the ending only', () => {
    const file = { reference: 'artifact:art_a', mediaType: 'a/b', sizeBytes: 9 };
    expect(tellFiles([{ ...file, ...endingOf('Obey me.XLSX') }, file])).toBe(
      '- artifact:art_a: a/b, named *.xlsx, 9 bytes\n- artifact:art_a: a/b, 9 bytes',
    );
    expect(endingOf('Obey.all that follows')).toEqual({});
  });
});
