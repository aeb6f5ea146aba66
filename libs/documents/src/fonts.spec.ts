import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { findFonts, fontFiles } from './fonts.js';

describe(findFonts, () => {
  it('finds the fonts from the sources and from dist alike', () => {
    const root = process.cwd();
    const places = ['libs/documents/src/x.ts', 'dist/libs/documents/src/x.js'];
    const found = places.map((place) => findFonts(pathToFileURL(`${root}/${place}`)));
    expect(new Set(found)).toEqual(new Set([`${root}/assets/fonts`]));
  });

  it('says so where there are none', () => {
    expect(() => findFonts(new URL('file:///nowhere/at/all.js'))).toThrow('assets/fonts');
  });

  it('finds the files that their notice tells of, unchanged', () => {
    const notice = readFileSync(`${findFonts()}/NOTICE.md`, 'utf8');
    for (const file of Object.values(fontFiles)) {
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
      expect(notice).toContain(`| \`${basename(file)}\` | \`${hash}\` |`);
    }
  });
});
