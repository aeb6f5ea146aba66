import { createRequire } from 'node:module';

/** The typeface of charts and documents: free, and with Latin, Greek, Cyrillic, Hebrew, Arabic and more. */
export const fontFamily = 'DejaVu Sans';

const require = createRequire(import.meta.url);

/** Its files by style. */
export const fontFiles = {
  normal: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  italics: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf'),
  bolditalics: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-BoldOblique.ttf'),
};
