/** What people and programs write where they have no value. */
const marks = new Set([
  '',
  '-',
  '--',
  '—',
  '?',
  'na',
  'n/a',
  '#n/a',
  '#na',
  'nan',
  'null',
  'nil',
  'none',
]);

/** Whether a (trimmed) cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return cell.length <= 4 && marks.has(cell.toLowerCase());
}
