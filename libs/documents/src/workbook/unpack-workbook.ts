import { strToU8, unzipSync, zipSync, type Unzipped } from 'fflate';
import { DocumentFault } from '../document.errors.js';

/** Unpacked, all parts together. A sheet of 100,000 rows has some 30 MB. */
const mostBytes = 64 * 1_024 * 1_024;
const mostParts = 2_000;

/**
 * Opens the archive of a workbook within bounds and packs its XML again, uncompressed, so that whoever
 * reads it unpacks exactly what was measured here.
 *
 * @throws {DocumentFault} unreadable, for what is no workbook, unpacks to too much, or declares entities of its own
 */
export function unpackWorkbook(bytes: Uint8Array): Uint8Array {
  const parts = unzip(bytes);
  if (!Object.hasOwn(parts, '[Content_Types].xml')) throw unusable('it is no .xlsx workbook');
  for (const [name, part] of Object.entries(parts)) refuseEntities(name, part);
  return zipSync(parts, { level: 0 });
}

function unzip(bytes: Uint8Array): Unzipped {
  let total = 0;
  let count = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize, size }) => {
        count += 1;
        if (!/\.(?:xml|rels)$/i.test(name)) return false;
        total += Math.max(originalSize, size);
        if (total > mostBytes || count > mostParts) throw tooMuch;
        return true;
      },
    });
  } catch (error) {
    if (error instanceof DocumentFault) throw error;
    throw unusable('it is no .xlsx workbook, or damaged (the older .xls cannot be read)');
  }
}

const declarations = ['<!DOCTYPE', '<!ENTITY'].flatMap((text) => [
  Buffer.from(strToU8(text)),
  Buffer.from(text, 'utf16le'),
]);

/** No program writes them into a workbook; they are how a few bytes become gigabytes of text. */
function refuseEntities(name: string, part: Uint8Array): void {
  const text = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  if (declarations.some((declaration) => text.includes(declaration))) {
    throw unusable(`${name} declares entities, which is not read`);
  }
}

const unusable = (why: string): DocumentFault =>
  new DocumentFault('unreadable', `the workbook cannot be read: ${why}`);
const tooMuch = unusable(`it unpacks to more than ${String(mostBytes / 1_048_576)} MB`);
