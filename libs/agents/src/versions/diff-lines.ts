/** More cells than these, about 15 ms, are not compared; what changed is then shown as a whole. */
const mostCells = 500_000;
const context = 3;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** The lines of two texts as a unified diff; empty when they are the same. */
export function diffLines(before: string, after: string, names: readonly [string, string]): string {
  if (before === after) return '';
  const lines = compare(before.split('\n'), after.split('\n'));
  const hunks = hunksOf(lines).map(([from, to]) => writeHunk(lines, from, to));
  return [`--- ${names[0]}`, `+++ ${names[1]}`, ...hunks].join('\n');
}

function compare(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = align(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  );
  return [
    ...before.slice(0, head).map(same),
    ...middle,
    ...before.slice(before.length - tail).map(same),
  ];
}

const same = (text: string): Line => ({ mark: ' ', text });
const gone = (text: string): Line => ({ mark: '-', text });
const come = (text: string): Line => ({ mark: '+', text });

/** By the longest common subsequence: `rest` has its length from each pair of places on. */
function align(before: readonly string[], after: readonly string[]): Line[] {
  const width = after.length + 1;
  if ((before.length + 1) * width > mostCells) return [...before.map(gone), ...after.map(come)];
  const rest = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => rest[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      rest[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return walk(before, after, at);
}

function walk(
  before: readonly string[],
  after: readonly string[],
  at: (row: number, column: number) => number,
): Line[] {
  const lines: Line[] = [];
  const isLonger = (r: number, c: number): boolean => at(r + 1, c) >= at(r, c + 1);
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, fresh] = [before[row], after[column]];
    if (old !== undefined && old === fresh) {
      lines.push(same(old));
      [row, column] = [row + 1, column + 1];
    } else if (old !== undefined && (fresh === undefined || isLonger(row, column))) {
      lines.push(gone(old));
      row += 1;
    } else {
      lines.push(come(fresh ?? ''));
      column += 1;
    }
  }
  return lines;
}

/** Changed lines with those around them; what overlaps is one. */
function hunksOf(lines: readonly Line[]): [from: number, to: number][] {
  const hunks: [number, number][] = [];
  for (const [index, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    const [from, to] = [Math.max(0, index - context), Math.min(lines.length, index + context + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
}

function writeHunk(lines: readonly Line[], from: number, to: number): string {
  const count = (part: readonly Line[], left: Line['mark']): number =>
    part.filter(({ mark }) => mark !== left).length;
  const [head, hunk] = [lines.slice(0, from), lines.slice(from, to)];
  const range = (left: Line['mark']): string => {
    const length = count(hunk, left);
    return `${String(count(head, left) + (length === 0 ? 0 : 1))},${String(length)}`;
  };
  const shown = hunk.map(({ mark, text }) => `${mark}${text}`);
  return [`@@ -${range('+')} +${range('-')} @@`, ...shown].join('\n');
}
