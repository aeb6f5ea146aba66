/** A column: its head, and what it shows of a row. */
export type Column<Row> = readonly [head: string, cell: (row: Row) => unknown];

/** What terminals would take for commands, or for the end of a line. */
// A name or an error of somebody else must not paint over the screen.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A value as one line of text. */
export function line(value: unknown, longest = 60): string {
  if (value === undefined || value === null || value === '') return '-';
  const text = Array.isArray(value) ? value.map((item) => plain(item)).join(',') : plain(value);
  const flat = text.replaceAll(unprintable, ' ').trim();
  const points = Array.from(flat);
  return points.length <= longest ? flat : `${points.slice(0, longest - 1).join('')}…`;
}

function plain(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Rows under heads, as wide as they have to be. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [
    columns.map(([head]) => head),
    ...rows.map((row) => columns.map(([, cell]) => line(cell(row)))),
  ];
  const widths = columns.map((_column, at) =>
    Math.max(...lines.map((cells) => widthOf(cells[at] ?? ''))),
  );
  return lines
    .map((cells) =>
      cells
        .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .map((text) => `${text}\n`)
    .join('');
}

const widthOf = (text: string): number => Array.from(text).length;

/** Names and values, one a line; what is not there is left out. */
export function facts(pairs: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(pairs).filter(([, value]) => value !== undefined && value !== null);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => fact(name.padEnd(width), value)).join('');
}

/** What has parts of its own, such as an error or what was tried, stands indented, a part a line. */
function fact(name: string, value: unknown): string {
  const parts = Array.isArray(value) ? value : [value];
  if (!parts.some(isParted)) return `${name}  ${line(value, 2_000)}\n`;
  const blocks = parts.map((part) => (isParted(part) ? facts(part) : `${line(part, 2_000)}\n`));
  const indented = blocks.map((block) => block.replaceAll(/^(?=.)/gm, '    '));
  return `${name.trimEnd()}\n${indented.join(blocks.length > 1 ? '    -\n' : '')}`;
}

const isParted = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length > 0;
