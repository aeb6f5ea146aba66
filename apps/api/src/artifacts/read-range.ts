import type { ByteRange } from '#artifacts';

/** How many bytes there are, and what `Range` says of them. */
type Read = ByteRange | 'unreadable' | 'beyond';

/**
 * The parts that a `Range` of bytes asks for (RFC 9110 §14.1.2), in order, those that touch or overlap made into
 * one. `undefined`: it is to be ignored, for it is of another unit or cannot be read. Empty: all of it is beyond
 * the end.
 */
export function readRange(header: string, size: number): readonly ByteRange[] | undefined {
  const [, list] = /^\s*bytes\s*=(.*)$/is.exec(header) ?? [];
  if (list === undefined) return undefined;
  // A list may have empty elements (RFC 9110 §5.6.1).
  const specs = list.split(',').map((spec) => spec.trim());
  const read = specs.filter((spec) => spec !== '').map((spec) => readOne(spec, size));
  if (read.length === 0 || read.includes('unreadable')) return undefined;
  return join(read.filter((one) => typeof one === 'object'));
}

function readOne(spec: string, size: number): Read {
  const [, first, last] = /^(\d*)-(\d*)$/.exec(spec) ?? [];
  if (first === undefined || last === undefined || first + last === '') return 'unreadable';
  if (first === '') return within(size - Number(last), size - 1, size);
  const end = last === '' ? Infinity : Number(last);
  return end < Number(first) ? 'unreadable' : within(Number(first), end, size);
}

function within(first: number, last: number, size: number): Read {
  const start = Math.max(0, first);
  const end = Math.min(size - 1, last);
  return start > end ? 'beyond' : { start, end };
}

function join(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const before = joined.at(-1);
    if (before === undefined || range.start > before.end + 1) joined.push(range);
    else joined.splice(-1, 1, { start: before.start, end: Math.max(before.end, range.end) });
  }
  return joined;
}
