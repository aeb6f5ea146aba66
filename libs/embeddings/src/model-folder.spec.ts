import { pathToFileURL } from 'node:url';
import { EmbedderUnavailable } from './embedder.errors.js';
import { findModelFolder } from './model-folder.js';

describe(findModelFolder, () => {
  it('finds the model from the sources and from dist alike', () => {
    const root = process.cwd();
    const places = ['libs/embeddings/src/x.ts', 'dist/libs/embeddings/src/x.js'];

    const found = places.map((place) => findModelFolder(pathToFileURL(`${root}/${place}`)));

    expect(new Set(found)).toEqual(new Set([`${root}/assets/models/all-MiniLM-L6-v2`]));
  });

  it('says so where there is no package root', () => {
    expect(() => findModelFolder(new URL('file:///nowhere/at/all.js'))).toThrow(
      EmbedderUnavailable,
    );
  });
});
