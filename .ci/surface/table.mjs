const cell = (text) =>
  String(text)
    .replaceAll('|', String.raw`\|`)
    .replaceAll('\n', ' ');
const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

/** A Markdown table. */
export function table(head, rows) {
  return [row(head), row(head.map(() => '---')), ...rows.map(row), ''].join('\n');
}
