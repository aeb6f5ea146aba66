import type { JsonObject, JsonValue } from '#protocol';
import { ToolBox } from '../tool-box.js';
import type { ToolOutcome } from '../tool-call.js';
import { ToolExecutor } from '../tool-executor.js';
import { analyzeCsv } from './analyze-csv.js';
import { createCsvParser } from './csv-parser.js';
import { longestReport } from './figures/fit-report.js';

const executor = new ToolExecutor(new ToolBox([createCsvParser()]));
const table = 'region,date,sales\nNorth,2020-01,5\nSouth,2020-02,7\nNorth,2020-03,9\n';

/** Calls the tool as a turn does, with what earlier calls returned. */
const call = (
  args: JsonObject,
  results: Readonly<Record<string, JsonValue>> = {},
  settings: JsonObject = {},
): Promise<ToolOutcome> =>
  executor.execute(
    { id: 'c9', name: 'csv_parser', arguments: args, idempotencyKey: 'k' },
    {
      allowed: ['csv_parser'],
      settings: { csv_parser: settings },
      signal: new AbortController().signal,
      priorResult: (id) => results[id],
    },
  );
const told = async (outcome: Promise<ToolOutcome>): Promise<string> => {
  const result = await outcome;
  return result.ok ? 'ok' : `${result.error.code}: ${result.error.message}`;
};

describe(createCsvParser, () => {
  it('reports on the text it is given', async () => {
    expect(await call({ text: table, limit: 1 })).toMatchObject({
      ok: true,
      result: {
        rows: 3,
        delimiter: ',',
        has_header: true,
        column_count: 3,
        sample: [{ region: 'North', date: '2020-01', sales: 5 }],
        series: { date_column: 'date', value_column: 'sales', total: 21 },
        notes: [],
      },
    });
  });

  it('reads what an earlier call fetched', async () => {
    const fetched = { c1: { status: 200, content_type: 'text/csv', body: table } };

    expect(await call({ source: 'step:c1' }, fetched)).toMatchObject({ result: { rows: 3 } });
    expect(await call({ source: 'c1' }, fetched)).toMatchObject({ result: { rows: 3 } });
    expect(await call({ source: 'step:c1' }, { c1: table })).toMatchObject({ result: { rows: 3 } });
  });

  it('reads records in JSON as the table they are', async () => {
    const json = [
      { a: 'x, "y"', b: 1 },
      { a: null, b: 2.5, c: [1] },
    ];

    for (const result of [json, { status: 200, json }]) {
      expect(await call({ source: 'step:c1' }, { c1: result })).toMatchObject({
        result: {
          rows: 2,
          columns: [{ name: 'a', missing: 1 }, { name: 'b', sum: 3.5 }, { name: 'c' }],
          sample: [
            { a: 'x, "y"', b: 1, c: null },
            { a: null, b: 2.5, c: '[1]' },
          ],
        },
      });
    }
  });

  it.each([
    [{}, 'TOOL_ARGUMENTS_INVALID: give either text or source'],
    [{ text: table, source: 'step:c1' }, 'TOOL_ARGUMENTS_INVALID: give either text or source'],
    [{ source: 'step:c7' }, 'TOOL_ARGUMENTS_INVALID: no earlier call "c7"'],
    [{ source: 'step:missing' }, 'TOOL_FAILED: call "missing" was answered with status 404'],
    [{ source: 'step:page' }, 'TOOL_FAILED: call "page" fetched a page of markup'],
    [{ source: 'step:object' }, 'TOOL_FAILED: call "object" returned neither text nor a list'],
    [{ text: 'a,b\n1,"' }, 'TOOL_FAILED: the text is not a readable table'],
    [{ text: table, group_by: ['city'] }, 'TOOL_ARGUMENTS_INVALID: there is no column "city"'],
    [{ text: table, group_by: 'region' }, 'TOOL_ARGUMENTS_INVALID: group_by must be array'],
    [{ text: table, url: 'https://x.example/' }, 'TOOL_ARGUMENTS_INVALID: "url" is not known'],
    [
      { text: table, aggregate: [{ column: 'sales', function: 'mode' }] },
      'TOOL_ARGUMENTS_INVALID: aggregate[0].function must be one of sum, mean',
    ],
  ])('says what is wrong with %j', async (args, message) => {
    const results = {
      missing: { status: 404, body: table },
      page: { status: 200, body: '<!DOCTYPE html><p>' },
      object: { status: 200, json: { a: 1 } },
    };

    expect(await told(call(args, results))).toContain(message);
  });

  it('groups by what it is asked, and adds up the likeliest column if nothing else is said', async () => {
    expect(await call({ text: table, group_by: ['Region'] })).toMatchObject({
      result: {
        groups: {
          by: ['region'],
          total_groups: 2,
          groups: [
            { key: { region: 'North' }, count: 2, values: { sum_sales: 14 } },
            { key: { region: 'South' }, count: 1, values: { sum_sales: 7 } },
          ],
        },
      },
    });
  });

  it('counts only the rows that pass the filter', async () => {
    const filter = [{ column: 'region', op: 'eq', value: 'north' }];

    expect(await call({ text: table, filter })).toMatchObject({
      result: { rows: 2, rows_read: 3, series: { total: 14 } },
    });
  });

  it('cuts cells where the call says, else the settings of the agent, else the text', async () => {
    const text = 'a;b|c\n1;2|3\n';

    expect(await call({ text })).toMatchObject({ result: { delimiter: ';' } });
    expect(await call({ text }, {}, { delimiter: '|' })).toMatchObject({
      result: { delimiter: '|' },
    });
    expect(await call({ text, delimiter: ';' }, {}, { delimiter: '|' })).toMatchObject({
      result: { delimiter: ';' },
    });
  });

  it('answers for a text without rows', async () => {
    expect(await call({ text: '' })).toMatchObject({ ok: true, result: { rows: 0, columns: [] } });
    expect(await call({ text: 'a,b\n' })).toMatchObject({
      result: { rows: 0, columns: [{ name: 'a', type: 'empty' }, { name: 'b' }] },
    });
  });
});

describe('a report', () => {
  it.each([
    [
      'many wide columns',
      () =>
        Array.from({ length: 3 }, (_, row) =>
          Array.from(
            { length: 300 },
            (_, at) => `${'x'.repeat(90)}${String(row ? at % 2 : at)}`,
          ).join(','),
        ).join('\n'),
    ],
    [
      'many groups',
      () =>
        [
          'g,v',
          ...Array.from(
            { length: 900 },
            (_, at) => `"${String(at)}${'é'.repeat(300)}",${String(at)}`,
          ),
        ].join('\n'),
    ],
    [
      'centuries of quarters',
      () =>
        [
          'q,v',
          ...Array.from(
            { length: 1_200 },
            (_, at) =>
              `${String(1_700 + Math.floor(at / 4))}-Q${String((at % 4) + 1)},${String(at)}`,
          ),
        ].join('\n'),
    ],
  ])('stays below 64 KB with %s and says what is left out', async (_what, text) => {
    const report = await analyzeCsv(text(), {
      group_by: [
        text().startsWith('g') ? 'g' : text().startsWith('q') ? 'q' : `${'x'.repeat(90)}0`,
      ],
      limit: 100,
    });

    expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThanOrEqual(longestReport);
    expect(report.notes.length).toBeGreaterThan(0);
  });
});
