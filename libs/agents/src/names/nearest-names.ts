/** How many names are offered at most. */
const mostOffered = 3;

/**
 * The names somebody may have meant: those that a few typing errors make of it, nearest first, then
 * those that share a word with it (`analysis` → `data-analysis`). At most three.
 */
export function nearestNames(meant: string, names: Iterable<string>): string[] {
  const wanted = meant.toLowerCase();
  const words = wordsOf(wanted);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const ranked: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(names)) {
    const distance = editDistance(wanted, name.toLowerCase(), limit);
    if (distance <= limit) ranked.push({ name, distance });
    else if (sharesWord(words, name)) ranked.push({ name, distance: limit + 1 });
  }
  return ranked
    .sort((a, b) => a.distance - b.distance || compare(a.name, b.name))
    .slice(0, mostOffered)
    .map(({ name }) => name);
}

/**
 * Letters to insert, remove, replace or swap with their neighbour, counted up to `limit`; anything
 * beyond is `limit + 1`. (Optimal string alignment; stops at the first row beyond the limit.)
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow({ a, b, i, last, beforeLast });
    if (Math.min(...row) > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return Math.min(at(last, b.length), limit + 1);
}

interface Rows {
  readonly a: string;
  readonly b: string;
  readonly i: number;
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

function nextRow({ a, b, i, last, beforeLast }: Rows): number[] {
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const change = a[i - 1] === b[j - 1] ? 0 : 1;
    const best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change);
    const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    row.push(isSwap ? Math.min(best, at(beforeLast, j - 2) + 1) : best);
  }
  return row;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

/** Words of three letters and more: `of` and `to` make nothing alike. */
function wordsOf(name: string): Set<string> {
  return new Set(name.split(/[^a-z0-9]+/).filter((word) => word.length >= 3));
}

function sharesWord(words: ReadonlySet<string>, name: string): boolean {
  return [...wordsOf(name.toLowerCase())].some((word) => words.has(word));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
