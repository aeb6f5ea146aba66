import { strToU8, unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre';
import type { JsonObject, JsonValue } from '#protocol';
import { createCsvParser } from '../csv/csv-parser.js';
import { openSources } from '../source/sources.js';
import { ToolBox } from '../tool-box.js';
import type { ToolOutcome } from '../tool-call.js';
import { ToolExecutor } from '../tool-executor.js';
import { createExcelParser } from './excel-parser.js';

// The thread runs what `npm run build` made of the sources.
const threadEntry = new URL(
  '../../../../dist/libs/tools/src/excel/excel.thread.js',
  import.meta.url,
);

/** Written by a library that has nothing in common with the one that reads. */
const workbook = await writeXlsx({
  sheets: [
    {
      name: 'Sales',
      rows: [
        ['Region', 'Date', 'Amount', 'Paid', 'At'],
        [
          'North',
          new Date(Date.UTC(2026, 0, 31)),
          1250.5,
          true,
          new Date(Date.UTC(2026, 0, 31, 13, 30)),
        ],
        ['Süd & <Öst>', new Date(Date.UTC(2026, 1, 28)), -3, false, null],
        ['漢字', null, 0.1, null, null],
      ],
    },
    { name: 'Notes', rows: [['a note'], [42]] },
  ],
});

async function call(
  args: JsonObject,
  bytes: Uint8Array = workbook,
  memoryMb?: number,
): Promise<ToolOutcome> {
  const read = openSources(({ url }) =>
    Promise.resolve({ status: 200, url, headers: {}, body: bytes }),
  );
  const tool = createExcelParser({
    read,
    threadEntry,
    ...(memoryMb !== undefined && { memoryMb }),
  });
  return new ToolExecutor(new ToolBox([tool])).execute(
    { id: 'c9', name: 'excel_parser', arguments: args, idempotencyKey: 'k' },
    {
      allowed: ['excel_parser'],
      signal: new AbortController().signal,
      priorResult: () => undefined,
    },
  );
}

const read = (args: JsonObject = {}, bytes?: Uint8Array): Promise<ToolOutcome> =>
  call({ source: 'https://data.example/sales.xlsx', ...args }, bytes);

async function fault(outcome: Promise<ToolOutcome>): Promise<string> {
  const told = await outcome;
  return told.ok ? 'ok' : `${told.error.code}: ${told.error.message}`;
}

/** The workbook with one part replaced or added. */
const withPart = (name: string, content: Uint8Array): Uint8Array =>
  zipSync({ ...unzipSync(workbook), [name]: content });

describe('excel_parser', () => {
  it('gives the rows of a sheet with the types of their cells', async () => {
    expect(await read()).toMatchObject({
      ok: true,
      result: {
        sheets: [
          { name: 'Sales', rows: 4, columns: 5 },
          { name: 'Notes', rows: 2, columns: 1 },
        ],
        sheet: 'Sales',
        range: 'A1:E4',
        columns: [
          { name: 'Region', letter: 'A', type: 'text' },
          { name: 'Date', letter: 'B', type: 'date' },
          { name: 'Amount', letter: 'C', type: 'number' },
          { name: 'Paid', letter: 'D', type: 'boolean' },
          { name: 'At', letter: 'E', type: 'datetime' },
        ],
        records: [
          {
            Region: 'North',
            Date: '2026-01-31',
            Amount: 1250.5,
            Paid: true,
            At: '2026-01-31T13:30:00',
          },
          { Region: 'Süd & <Öst>', Date: '2026-02-28', Amount: -3, Paid: false, At: null },
          { Region: '漢字', Date: null, Amount: 0.1, Paid: null, At: null },
        ],
        total_rows: 3,
        truncated: false,
      },
    });
  });

  it('reads another sheet, a range, and no more rows than asked', async () => {
    expect(await read({ sheet: 'notes', has_header: false })).toMatchObject({
      result: { sheet: 'Notes', records: [{ A: 'a note' }, { A: 42 }] },
    });
    expect(await read({ sheet: 2, range: 'A2', has_header: false })).toMatchObject({
      result: { range: 'A2:A2', records: [{ A: 42 }] },
    });
    expect(await read({ range: 'C1:A3', limit: 1 })).toMatchObject({
      result: {
        range: 'A1:C3',
        records: [{ Region: 'North', Date: '2026-01-31', Amount: 1250.5 }],
        total_rows: 2,
        truncated: true,
      },
    });
  });

  it('takes the file itself in base64', async () => {
    const base64 = Buffer.from(workbook).toString('base64');

    expect(await call({ base64, sheet: 2 })).toMatchObject({ ok: true });
  });

  it('gives records that csv_parser computes with', async () => {
    const outcome = await read();
    const result: JsonValue = outcome.ok ? outcome.result : null;

    const report = await createCsvParser().execute(
      { source: 'step:c9' },
      {
        signal: new AbortController().signal,
        idempotencyKey: 'k',
        settings: {},
        priorResult: () => result,
      },
    );

    expect(report).toMatchObject({
      rows: 3,
      columns: [{}, { type: 'date' }, { sum: 1247.6 }, {}, {}],
    });
  });

  it.each([
    [{ sheet: 'Costs' }, 'there is no sheet "Costs". There are: "Sales", "Notes"'],
    [{ sheet: 9 }, 'there is no sheet 9'],
    [{ range: 'everything' }, '"everything" is no range'],
    [{ range: 'A1:ZZZ1' }, 'a range may have 1000 columns'],
    [{ base64: 'AAAA' }, 'give either source or base64'],
    [{ password: 'x' }, '"password" is not known'],
  ])('says what is wrong with %j', async (args, message) => {
    expect(await fault(read(args))).toContain(`TOOL_ARGUMENTS_INVALID: ${message}`);
  });

  it('reads nothing but workbooks', async () => {
    for (const bytes of [
      new Uint8Array(),
      strToU8('a,b\n1,2'),
      zipSync({ 'a.txt': strToU8('x') }),
      workbook.subarray(0, workbook.length / 2),
      strToU8('\u00d0\u00cf\u0011\u00e0 old workbook'),
    ]) {
      expect(await fault(read({}, bytes))).toMatch(/^TOOL_FAILED: the workbook cannot be read/);
    }
  });

  it('refuses an archive that unpacks to gigabytes before unpacking it', async () => {
    const zeros = new Uint8Array(80 * 1_024 * 1_024);
    const bomb = withPart('xl/worksheets/sheet1.xml', zeros);
    expect(bomb.length).toBeLessThan(200_000);

    expect(await fault(read({}, bomb))).toContain('it unpacks to more than 64 MB');
  });

  it('refuses an archive that lies about the size of its parts', async () => {
    const bomb = Buffer.from(
      withPart('xl/worksheets/sheet1.xml', new Uint8Array(80 * 1_024 * 1_024)),
    );
    // Every size of 80 MB that the archive states becomes 80 bytes.
    const stated = Buffer.alloc(4);
    stated.writeUInt32LE(80 * 1_024 * 1_024);
    for (let at = bomb.indexOf(stated); at !== -1; at = bomb.indexOf(stated, at + 1)) {
      bomb.writeUInt32LE(80, at);
    }

    const before = process.memoryUsage().rss;
    expect(await fault(read({}, bomb))).toMatch(/^TOOL_FAILED: the workbook cannot be read/);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1_024 * 1_024);
  });

  it('refuses entities, which are how a few bytes become gigabytes of text', async () => {
    const entities = Array.from(
      { length: 10 },
      (_, at) => `<!ENTITY l${String(at + 1)} "${`&l${String(at)};`.repeat(10)}">`,
    ).join('');
    const text = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${entities}]><sst>&l10;</sst>`;

    for (const content of [strToU8(text), Buffer.from(text, 'utf16le')]) {
      expect(await fault(read({}, withPart('xl/sharedStrings.xml', content)))).toContain(
        'declares entities',
      );
    }
  });

  it('outlives a sheet whose one cell lies so far out that the process that reads it dies of it', async () => {
    for (const cell of ['ZZZZZZZ1', 'ZZZZZZ4000000000']) {
      const sheet = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="${cell}"><v>1</v></c></row></sheetData></worksheet>`;

      expect(await fault(read({}, withPart('xl/worksheets/sheet1.xml', strToU8(sheet))))).toMatch(
        /^TOOL_FAILED/,
      );
    }
    expect(await read()).toMatchObject({ ok: true });
  });

  it('ends a thread whose sheet claims more cells than memory holds', async () => {
    const sheet = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>${Array.from({ length: 20_000 }, (_, at) => `<row r="${String(at * 52 + 1)}"><c r="XFD${String(at * 52 + 1)}"><v>1</v></c></row>`).join('')}</sheetData></worksheet>`;

    expect(
      await fault(
        call(
          { source: 'https://data.example/x.xlsx' },
          withPart('xl/worksheets/sheet1.xml', strToU8(sheet)),
          64,
        ),
      ),
    ).toMatch(/^TOOL_FAILED: (?:this needs more memory|the workbook cannot be read)/);
    expect(await read()).toMatchObject({ ok: true });
  });
});
