import { ToolFault } from '../tool.errors.js';

/** A rectangle of cells; rows and columns from 0, ends included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Reads `B2:F50` or `C3`. @throws {ToolFault} TOOL_ARGUMENTS_INVALID */
export function readRange(text: string): CellRange {
  const [, left, top, right = left, bottom = top] =
    /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?$/i.exec(text) ?? [];
  if (left === undefined || right === undefined) {
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', `"${text}" is no range such as B2:F50`);
  }
  const [firstColumn, lastColumn] = [columnNumber(left), columnNumber(right)].sort(byNumber);
  const [firstRow, lastRow] = [Number(top) - 1, Number(bottom) - 1].sort(byNumber);
  return {
    top: firstRow ?? 0,
    left: firstColumn ?? 0,
    bottom: lastRow ?? 0,
    right: lastColumn ?? 0,
  };
}

const byNumber = (left: number, right: number): number => left - right;

/** `B2:F50`, as in the workbook. */
export const rangeText = ({ top, left, bottom, right }: CellRange): string =>
  `${columnLetter(left)}${String(top + 1)}:${columnLetter(right)}${String(bottom + 1)}`;

const columnNumber = (letters: string): number =>
  Array.from(letters.toUpperCase()).reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  ) - 1;

/** `A` for 0, `AA` for 26. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last;
}
