import type { SealedPlace } from '../key-ring.js';

/** A row that keeps a sealed text. */
export interface SealedRow {
  readonly id: string;
  readonly workspace: string;
}

/** A column of sealed texts. Whoever adds one names it here, or its texts stay under old keys for ever. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** Column of the primary key, a text. */
  readonly id: string;
  /** Column of the workspace. @default the rows belong to none */
  readonly workspace?: string;
  /** Where the text of a row belongs. */
  placeOf(row: SealedRow): SealedPlace;
}
