import { readFileSync } from 'node:fs';
import { createCsvParser } from '#tools';
import type { JsonObject, JsonValue } from '#protocol';
import type { ModelMessage, ModelToolCall } from '../language-model.js';
import { airlineCsv, averageGrowth, seasonIndex, thirdQuarterGrowth } from './airline.fixture.js';
import { csvPage, fetcher, modelOfWords } from './embedded.fixture.js';

const parser = createCsvParser({
  threadEntry: new URL('../../../../dist/libs/tools/src/csv/csv.thread.js', import.meta.url),
});
const signal = new AbortController().signal;
const percent = (value: number): string => `${Math.abs(value).toFixed(1)} %`;

/** A turn whose tables are read by the tool of the server. */
async function analyze(request: string, csv: string): Promise<JsonObject> {
  const page = fetcher(csvPage(csv));
  const model = await modelOfWords();
  const content = { request, data_source: 'https://example.com/table.csv' };
  const messages: ModelMessage[] = [{ role: 'user', text: request }];
  const results = new Map<string, JsonValue>();
  const run = async ({ id, name, arguments: args }: ModelToolCall): Promise<JsonValue> => {
    const context = {
      signal,
      idempotencyKey: id,
      settings: {},
      priorResult: (callId: string) => results.get(callId),
    };
    const output =
      name === parser.name
        ? await parser.execute(args as JsonObject, context)
        : page.run(args as JsonObject, results);
    results.set(id, output);
    return output;
  };
  for (;;) {
    const reply = await model.ask(
      { system: '', messages, tools: [page, parser], provenance: { content } },
      { signal },
    );
    const [call] = reply.toolCalls;
    if (call === undefined) return reply.structured ?? {};
    messages.push(
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', results: [{ callId: call.id, name: call.name, output: await run(call) }] },
    );
  }
}

describe('the embedded model with the table tool of the server', () => {
  it('tells of the airline passengers what an independent calculation finds', async () => {
    const shipped = readFileSync('examples/data/airline-passengers.csv', 'utf8');

    const { analysis } = await analyze('Analyze Q3 sales trends, growth and seasonality', shipped);

    expect(shipped.trim()).toBe(airlineCsv);
    for (const told of [
      '144 monthly values from 1949-01 to 1960-12 and adds up to 40,363',
      `Q3 1960 adds up to 1,736, ${percent((1_736 / 1_570 - 1) * 100)} above`,
      `from 432 in 1949 to 1,736 in 1960, +${percent(thirdQuarterGrowth)} a year`,
      `from 1,520 in 1949 to 5,714 in 1960, +${percent(averageGrowth)} a year`,
      `strongest in July, ${percent(((seasonIndex[6] ?? 0) - 1) * 100)} above the trend, weakest in November, ${percent(((seasonIndex[10] ?? 0) - 1) * 100)} below`,
      'The highest month is 1960-07 with 622, the lowest 1949-11 with 104',
    ]) {
      expect(analysis).toContain(told);
    }
  });

  it('adds up by the column that the request names', async () => {
    const rows = ['North,2024-01-05,10', 'South,2024-02-05,30', 'North,2024-03-05,20'];
    const table = ['region,date,revenue', ...rows, ...rows, ...rows].join('\n');

    const { analysis } = await analyze('What is the revenue by region?', table);

    expect(analysis).toContain('sum of revenue: North 90 (50.0 %) and South 90 (50.0 %)');
  });

  it('describes a table without dates', async () => {
    const table = 'product,price\nA,1.5\nB,2.5\nA,3.5\nB,4.5';

    const { analysis } = await analyze('Analyze this', table);

    expect(analysis).toContain('price ranges from 1.5 to 4.5 with a mean of 3 (median 3)');
    expect(analysis).toContain('product has 2 values, most often A (2) and B (2)');
  });

  it.each([
    ['only a header', 'month,sales\n'],
    ['words', 'Dear Sir or Madam,\n\nthis is a letter.\n'],
    ['nothing', ''],
  ])('invents nothing for %s', async (_what, table) => {
    const content = await analyze('Analyze the growth', table);

    expect(content['analysis']).not.toMatch(/a year on average|adds up to/);
    expect(content['analysis']).toMatch(/[Nn]othing|table has/);
  });
});
