import { SealBroken, type KeyRing } from '../key-ring.js';
import type { SealedColumn } from './sealed-column.js';
import { readTexts, replaceText, type Rows, type SealedText } from './sealed-text.repository.js';

/** What came of a portion of a column. */
interface Portion {
  /** Texts that the present key has sealed anew. */
  readonly resealed: number;
  /** Texts that cannot be opened, and why. */
  readonly broken: readonly BrokenText[];
  /** Where the next portion begins. Nothing: there is none. */
  readonly next: string | undefined;
}

/** A text that cannot be opened: its row, and why. */
export interface BrokenText {
  readonly id: string;
  readonly reason: string;
}

/** A portion of a column: so many texts, behind an id. */
interface Cut {
  readonly after: string;
  readonly limit: number;
  /** Open them all, and seal none. */
  readonly isDry: boolean;
}

/**
 * Opens every text of a portion, and seals anew what another key than the present one has sealed. What somebody
 * changes at the same moment stays as they wrote it. A text that cannot be opened is told, and is no reason to stop.
 */
export async function resealPortion(
  tx: Rows,
  ring: KeyRing,
  column: SealedColumn,
  { after, limit, isDry }: Cut,
): Promise<Portion> {
  const texts = await readTexts(tx, column, { after, limit });
  const broken: BrokenText[] = [];
  let resealed = 0;
  for (const text of texts) {
    const sealed = sealAnew(ring, column, text);
    if (typeof sealed !== 'string') broken.push({ id: text.id, reason: sealed.reason });
    else if (!isDry && ring.isOld(text.sealed) && (await replaceText(tx, column, text, sealed))) {
      resealed += 1;
    }
  }
  return { resealed, broken, next: texts.length < limit ? undefined : texts.at(-1)?.id };
}

function sealAnew(ring: KeyRing, column: SealedColumn, text: SealedText): string | SealBroken {
  const place = column.placeOf(text);
  try {
    return ring.seal(ring.open(text.sealed, place), place);
  } catch (error) {
    if (error instanceof SealBroken) return error;
    throw error;
  }
}
