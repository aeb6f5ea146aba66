import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** A part of a document, in the words of pdfmake. */
export type Content = Readonly<Record<string, unknown>>;

/** What we use of the document that pdfmake makes. */
export interface SetDocument extends NodeJS.ReadableStream {
  provideFont(
    family: string,
    bold: boolean,
    italics: boolean,
  ): { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
  end(): void;
}

interface Typesetter {
  setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
  setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  createPdf(definition: Content): { getStream(): Promise<SetDocument> };
}

/** pdfmake, described here: its published types bring those of a browser into the whole program. */
export const typesetter = require('pdfmake') as Typesetter;
