import type { Dialect } from '#documents';

/** The likeliest last: among equals, a comma is as often part of a number or a sentence. */
const candidates = ['\t', ';', '|', ','] as const;

/** Enough to tell, and quick. */
const sampleLength = 65_536;
const sampleRecords = 100;

/**
 * Finds the delimiter: the one that cuts most records into the same number of cells, outside quotes.
 * A text in which none does has one column.
 */
export function detectDialect(text: string): Dialect {
  const declared = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  if (declared?.[1] !== undefined) return { delimiter: declared[1], start: declared[0].length };
  const records = countPerRecord(text.slice(0, sampleLength));
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of candidates) {
    const score = consistency(records.map((counts) => counts[delimiter] ?? 0));
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, start: 0 };
}

/** The share of records that have the commonest number of delimiters, if that is not none. */
function consistency(counts: readonly number[]): number {
  const frequency = new Map<number, number>();
  for (const count of counts) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  const [commonest = [0, 0]] = [...frequency].toSorted((left, right) => right[1] - left[1]);
  return commonest[0] === 0 ? 0 : commonest[1] / counts.length;
}

type Counts = Partial<Record<string, number>>;

/** How often each candidate stands outside quotes, per record that is not empty. */
function countPerRecord(sample: string): Counts[] {
  return recordsOf(sample).map((record) =>
    Object.fromEntries(
      candidates.map((delimiter) => [delimiter, record.split(delimiter).length - 1]),
    ),
  );
}

/** The first records without what they quote, which may hold delimiters and line ends. */
function recordsOf(sample: string): string[] {
  return sample
    .replaceAll(/"[^"]*(?:"|$)/g, '')
    .split(/\r\n|\n|\r/)
    .filter((record) => record !== '')
    .slice(0, sampleRecords);
}
