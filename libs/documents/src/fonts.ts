import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The typeface of charts and documents: free, and with Latin, Greek, Cyrillic, Hebrew, Arabic and more. */
export const fontFamily = 'DejaVu Sans';

/**
 * `assets/fonts` in the nearest folder at or above `from` that has it, so that it is found from the sources and
 * from `dist` alike.
 */
export function findFonts(from: URL = new URL(import.meta.url)): string {
  let folder = dirname(fileURLToPath(from));
  while (!existsSync(join(folder, 'assets', 'fonts'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('There is no folder assets/fonts.');
    folder = parent;
  }
  return join(folder, 'assets', 'fonts');
}

const fonts = findFonts();

/** Its files by style. */
export const fontFiles = {
  normal: join(fonts, 'DejaVuSans.ttf'),
  bold: join(fonts, 'DejaVuSans-Bold.ttf'),
  italics: join(fonts, 'DejaVuSans-Oblique.ttf'),
  bolditalics: join(fonts, 'DejaVuSans-BoldOblique.ttf'),
};
