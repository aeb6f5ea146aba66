import { DatePatterns } from './date-pattern.js';
import { isMissing } from './missing.js';
import { readNumber } from './read-number.js';
import type { RawTable } from '#documents';

/** Enough rows to see what the columns hold. */
const look = 50;
const longestName = 100;

/**
 * Whether the first row names the columns: every cell says something, none twice, and it differs in
 * kind from what stands below it, or, where everything is text, nothing speaks against it.
 */
export function looksLikeHeader({ columns, rows }: RawTable): boolean {
  const first = columns.map((column) => (column[0] ?? '').trim());
  const named = first.filter((cell) => cell !== '');
  if (named.length === 0 || new Set(named).size < named.length) return false;
  if (rows === 1) return first.every((cell) => kindOf(cell) === 'text');
  const votes = columns.map((column, index) => vote(first[index] ?? '', column.slice(1, look)));
  const sum = votes.reduce((left, right) => left + right, 0);
  return sum === 0 ? named.every((cell) => kindOf(cell) === 'text') : sum > 0;
}

/** +1: a name above numbers or dates. -1: the same kind above and below. 0: says nothing. */
function vote(top: string, below: readonly string[]): number {
  const kinds = below.map((cell) => kindOf(cell.trim())).filter((kind) => kind !== 'missing');
  const numbers = kinds.filter((kind) => kind !== 'text').length;
  if (kinds.length === 0 || numbers < kinds.length / 2) return 0;
  const kind = kindOf(top);
  if (kind === 'text' || kind === 'missing') return 1;
  // A year above amounts is the name of a column in a wide table.
  const isYear = (cell: string): boolean => /^[12]\d{3}$/.test(cell.trim());
  return isYear(top) && !below.every(isYear) ? 1 : -1;
}

type Kind = 'missing' | 'number' | 'date' | 'text';

function kindOf(cell: string): Kind {
  if (isMissing(cell)) return 'missing';
  if ((readNumber(cell, '.') ?? readNumber(cell, ',')) !== undefined) return 'number';
  return new DatePatterns({ allowCompact: false }).match(cell) === undefined ? 'text' : 'date';
}

/** Names for all columns: as given, numbered where empty or repeated. */
export function nameColumns(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const given = cell.replaceAll(/\s+/g, ' ').trim().slice(0, longestName);
    const stem = given === '' ? `column_${String(index + 1)}` : given;
    let name = stem;
    for (let copy = 2; taken.has(name); copy += 1) name = `${stem}_${String(copy)}`;
    taken.add(name);
    return name;
  });
}
