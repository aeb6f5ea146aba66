import { fontFamily, fontFiles } from '../fonts.js';
import { typesetter, type Content, type SetDocument } from './typesetter.js';

export type { Content } from './typesetter.js';

export interface SetPdf {
  readonly bytes: Uint8Array;
  /** Characters of the text that the fonts have no picture for; a box stands in their place. */
  readonly unknownCharacters: readonly string[];
}

/** Sets a document in the typeface that comes with the server. It reads the files of its fonts, and nothing else from anywhere. */
export async function setPdf(definition: Content, text: string): Promise<SetPdf> {
  const allowed = new Set<string>(Object.values(fontFiles));
  typesetter.setLocalAccessPolicy((path) => allowed.has(path));
  typesetter.setUrlAccessPolicy(() => false);
  typesetter.setFonts({ [fontFamily]: fontFiles });
  const style = { ...(definition['defaultStyle'] as Content | undefined), font: fontFamily };
  const document = await typesetter.createPdf({ ...definition, defaultStyle: style }).getStream();
  const { font } = document.provideFont(fontFamily, false, false);
  const unknown = Array.from(new Set(text)).filter(
    (character) => character >= ' ' && !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
  return { bytes: await bytesOf(document), unknownCharacters: unknown };
}

async function bytesOf(document: SetDocument): Promise<Uint8Array> {
  document.end();
  const pieces: Buffer[] = [];
  for await (const piece of document) pieces.push(piece as Buffer);
  return new Uint8Array(Buffer.concat(pieces));
}
