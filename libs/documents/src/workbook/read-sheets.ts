import readWorkbook from 'read-excel-file/universal';
import { DocumentFault } from '../document.errors.js';
import { unpackWorkbook } from './unpack-workbook.js';

export type Cell = string | number | boolean | Date | null;

/** One sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** The sheets of a workbook. @throws {DocumentFault} unreadable */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const packed = unpackWorkbook(bytes);
  try {
    const sheets = await readWorkbook(new Blob([Buffer.from(packed)]));
    // Its types call a date what makes dates.
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: data as unknown as Sheet['rows'],
    }));
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'it is damaged';
    throw new DocumentFault('unreadable', `the workbook cannot be read: ${why}`);
  }
}
