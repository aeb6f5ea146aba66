import { readFileSync } from 'node:fs';
import type { JsonObject, JsonValue } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import { airlineCsv } from './airline.fixture.js';
import { createCsvParser, type CsvParserOptions } from './csv-parser.js';
import type { CsvReport } from './csv-report.js';

// The thread runs what `npm run build` made of the sources.
const threadEntry = new URL('../../../../dist/libs/tools/src/csv/csv.thread.js', import.meta.url);

const parse = async (
  args: JsonObject,
  signal: AbortSignal = new AbortController().signal,
  options: CsvParserOptions = {},
): Promise<CsvReport> => {
  const tool = createCsvParser({ threadEntry, ...options });
  const result: JsonValue = await tool.execute(args, {
    signal,
    idempotencyKey: 'k',
    settings: {},
    priorResult: () => undefined,
  });
  return result as unknown as CsvReport;
};

/** All that was waiting for its turn has run: the thread is made, and busy for a second or so. */
const threadMade = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The longest time for which nothing else could run while something was under way. */
async function longestBlock(work: Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  await work.finally(() => {
    clearInterval(watch);
  });
  return longest;
}

const regions = ['North', 'South; East', 'West "W"'];
interface Sale {
  readonly month: number;
  readonly region: string;
  readonly cents: number | undefined;
}
/** 100,000 sales over ten years, some without an amount; figures by integer arithmetic on cents. */
const sales: readonly Sale[] = Array.from({ length: 100_000 }, (_, at) => ({
  month: (at * 7) % 120,
  region: regions[at % 3] ?? '',
  cents: at % 1_000 === 999 ? undefined : (at * 37) % 100_003,
}));
const pad = (number: number): string => String(number).padStart(2, '0');
const dayOf = ({ month }: Sale, at: number): string =>
  `${String(2010 + Math.floor(month / 12))}-${pad((month % 12) + 1)}-${pad((at % 28) + 1)}`;
const european = `\ufeff"Datum";"Region";"Betrag"\r\n${sales
  .map((sale, at) => {
    const amount =
      sale.cents === undefined
        ? ''
        : `${String(Math.floor(sale.cents / 100))},${pad(sale.cents % 100)}`;
    return `${dayOf(sale, at)};"${sale.region.replaceAll('"', '""')}";"${amount}"\r\n`;
  })
  .join('')}`;
const centsOf = (chosen: (sale: Sale) => boolean): number =>
  sales.filter(chosen).reduce((sum, { cents = 0 }) => sum + cents, 0);

describe('csv_parser on a large table', () => {
  it('finds the exact figures of 100,000 rows with gaps, quotes, CRLF, a BOM and semicolons, beside the event loop', async () => {
    const working = parse({ text: european, group_by: ['Region'], value_column: 'Betrag' });
    const blocked = await longestBlock(working);
    const report = await working;

    expect(report).toMatchObject({ rows: 100_000, delimiter: ';', has_header: true });
    expect(report.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
      ['Datum', 'date', 0],
      ['Region', 'text', 0],
      ['Betrag', 'number', 100],
    ]);
    expect(report.columns[2]).toMatchObject({ count: 99_900, sum: centsOf(() => true) / 100 });
    const byRegion = new Map(report.groups?.groups.map((group) => [group.key['Region'], group]));
    for (const region of regions) {
      expect(byRegion.get(region)).toEqual({
        key: { Region: region },
        count: sales.filter((sale) => sale.region === region).length,
        values: { sum_Betrag: centsOf((sale) => sale.region === region) / 100 },
      });
    }
    expect(report.series?.growth.by_year.map(({ total }) => total)).toEqual(
      Array.from(
        { length: 10 },
        (_, year) => centsOf(({ month }) => Math.floor(month / 12) === year) / 100,
      ),
    );
    expect(JSON.stringify(report).length).toBeLessThan(64_000);
    // A thread reads it: on the event loop it takes several hundred milliseconds in one piece.
    expect(blocked).toBeLessThan(250);
  });

  it('ends with the call that asked for it', async () => {
    const call = new AbortController();
    const working = parse({ text: european }, call.signal);
    const startedAt = performance.now();

    call.abort(new Error('the turn is over'));

    await expect(working).rejects.toThrow('the turn is over');
    expect(performance.now() - startedAt).toBeLessThan(500);
    await expect(parse({ text: european }, call.signal)).rejects.toThrow('the turn is over');
  });

  it('frees the thread when the call ends in the middle of it', async () => {
    const call = new AbortController();
    const tool = createCsvParser({ threadEntry, threads: 1 });
    const context = { idempotencyKey: 'k', settings: {}, priorResult: () => undefined };
    const working = tool.execute({ text: european }, { ...context, signal: call.signal });
    const next = tool.execute(
      { text: `a,b\n${'1,2\n'.repeat(5_000)}` },
      { ...context, signal: new AbortController().signal },
    );
    await threadMade();

    call.abort(new Error('the turn is over'));

    await expect(working).rejects.toThrow('the turn is over');
    await expect(next).resolves.toMatchObject({ rows: 5_000 });
  });

  it('is refused, not fatal, when it needs more memory than it may use', async () => {
    const working = parse({ text: european }, undefined, { memoryMb: 16 });

    await expect(working).rejects.toThrow(ToolFault);
    await expect(working).rejects.toThrow('more memory');
  });

  it('tells from the thread what is wrong with the text or the question', async () => {
    await expect(parse({ text: european, date_column: 'Region' })).rejects.toThrow(
      '"Region" holds no dates',
    );
    await expect(parse({ text: `${european}"` })).rejects.toThrow('a quotation mark never closes');
  });

  it('waits for a free thread, in order', async () => {
    const tool = createCsvParser({ threadEntry, threads: 1 });
    const context = {
      signal: new AbortController().signal,
      idempotencyKey: 'k',
      settings: {},
      priorResult: () => undefined,
    };
    const text = `a,b\n${'1,2\n'.repeat(10_000)}`;
    const done: number[] = [];

    await Promise.all(
      [1, 2, 3].map((turn) => tool.execute({ text }, context).then(() => done.push(turn))),
    );

    expect(done).toEqual([1, 2, 3]);
  });
});

describe('the example of the quick start', () => {
  it('holds the series of Box and Jenkins, value for value', () => {
    const file = new URL('../../../../examples/data/airline-passengers.csv', import.meta.url);

    expect(readFileSync(file, 'utf8')).toBe(airlineCsv);
  });
});
