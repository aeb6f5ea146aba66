import type { JsonObject, JsonValue } from '#protocol';
import {
  airlineCsv,
  airlineReport,
  averageGrowth,
  seasonIndex,
  thirdQuarterGrowth,
  thirdQuarters,
  yearTotals,
} from './airline.fixture.js';
import {
  csvPage,
  fetcher,
  playTurn,
  tableReader,
  type Played,
  type Prop,
} from './embedded.fixture.js';

const report = airlineReport as unknown as JsonObject;
const url = 'https://example.com/sales.csv';
/** The request of quick start section 3, as printed. */
const printed = {
  request: 'Analyze Q3 sales trends',
  data_source: url,
  requirements: 'Focus on growth patterns and seasonality',
};
const tools = [fetcher(csvPage(airlineCsv)), tableReader(report)];

const analyze = (content: JsonObject, props: readonly Prop[] = tools): Promise<Played> =>
  playTurn({ content, capability: 'data-analysis' }, props);
const percent = (value: number): string => `${Math.abs(value).toFixed(1)} %`;
const analysisOf = ({ content }: Played): string => content['analysis'] as string;
const figuresOf = ({ content }: Played): readonly JsonObject[] =>
  content['figures'] as readonly JsonObject[];

describe('the embedded model, asked to analyze data at a URL', () => {
  let played: Played;
  beforeAll(async () => {
    played = await analyze(printed);
  });

  it('fetches the source, reads it as a table and answers', () => {
    expect(played.calls).toMatchObject([
      { name: 'http_client', arguments: { method: 'GET', url } },
      { name: 'csv_parser', arguments: { source: 'step:http_client_1' } },
    ]);
    expect(played.reply.finishReason).toBe('stop');
  });

  it('does not claim to be a language model', () => {
    expect(played.reply).toMatchObject({
      generated: false,
      usage: { inputTokens: 0, outputTokens: 0 },
    });
  });

  it('answers in the shape of the contract', () => {
    expect(played.content).toMatchObject({
      analysis: expect.any(String) as string,
      insights: expect.arrayContaining([expect.any(String)]) as string[],
      memory_used: [],
    });
    expect(played.heard).toBe(played.reply.text);
  });

  it('tells the quarter that was asked for, its growth and its months', () => {
    const analysis = analysisOf(played);
    const growth = ((thirdQuarters[11] ?? 0) / (thirdQuarters[10] ?? 1) - 1) * 100;

    expect(analysis).toContain(`Q3 1960 adds up to 1,736, ${percent(growth)} above`);
    expect(analysis).toContain(
      `from 432 in 1949 to 1,736 in 1960, +${percent(thirdQuarterGrowth)}`,
    );
    expect(analysis).toContain(`July is ${percent(((seasonIndex[6] ?? 0) - 1) * 100)} above trend`);
  });

  it('tells totals, growth, season, peak and what is latest, each as an independent calculation has it', () => {
    const analysis = analysisOf(played);

    expect(analysis).toContain('144 monthly values from 1949-01 to 1960-12 and adds up to 40,363');
    expect(analysis).toContain(`from 1,520 in 1949 to 5,714 in 1960, +${percent(averageGrowth)}`);
    expect(analysis).toContain('it rose in 11 of 11 years');
    expect(analysis).toContain(
      `strongest in July, ${percent(((seasonIndex[6] ?? 0) - 1) * 100)} above the trend, weakest in November, ${percent(((seasonIndex[10] ?? 0) - 1) * 100)} below it`,
    );
    expect(analysis).toContain(
      'The highest month is 1960-07 with 622, the lowest 1949-11 with 104',
    );
    expect(analysis).toContain(
      `1960-12, has 432: ${percent((432 / 405 - 1) * 100)} above the year before and ${percent((432 / 390 - 1) * 100)} above the month before`,
    );
  });

  it('puts what was asked for first', () => {
    const analysis = analysisOf(played);
    const places = ['Q3 1960', 'Per year it went', 'The same season', 'The highest month'].map(
      (words) => analysis.indexOf(words),
    );

    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('says that no column is called what the request calls it', () => {
    expect(played.content['analysis']).toContain('No column is named sales');
  });

  it('traces every figure to the tool call it comes from', () => {
    const figures = figuresOf(played);
    const years = figures.filter(({ name }) => name === 'Passengers per year');

    expect(years.map(({ value }) => value)).toEqual(yearTotals);
    expect(new Set(figures.map(({ from }) => from))).toEqual(new Set(['csv_parser_2']));
    expect(played.content['sources']).toEqual([
      { call: 'http_client_1', tool: 'http_client', method: 'GET', url },
      { call: 'csv_parser_2', tool: 'csv_parser', source: 'step:http_client_1' },
    ]);
  });

  it('answers the same when the turn is replayed', async () => {
    expect((await analyze(printed)).reply).toEqual(played.reply);
  });
});

describe('the embedded model, when a person had another page fetched', () => {
  it('analyzes it, and cites what was fetched and not what it asked for', async () => {
    const used = { method: 'GET', url: 'https://example.com/approved.csv' };
    const edit = ({ name }: { name: string }) => (name === 'http_client' ? used : undefined);
    const played = await playTurn({ content: printed, capability: 'data-analysis' }, tools, {
      edit,
    });
    expect(JSON.stringify(played.content)).not.toContain(url);
    expect(played.content['sources']).toMatchObject([used, { tool: 'csv_parser' }]);
    const plain = await analyze(printed);
    const figures = played.content['figures'];
    expect(figures).toEqual(plain.content['figures']);
  });
});

describe('the embedded model, asked about a part of the data', () => {
  it.each([
    ['Which month was highest?', 'The highest month is 1960-07'],
    ['How did 1958 do?', '1958 adds up to 4,572, 3.4 % above the year before'],
    ['What happened in the first quarter of 1950?', 'Q1 1950 adds up to 382'],
    ['Any anomalies?', 'No month stands out'],
    ['What about Q2 of 1999?', 'The data has no whole Q2 of 1999'],
  ])('puts the answer right after the scope: %s', async (request, expected) => {
    const played = await analyze({ request, data_source: url });

    const [, second] = analysisOf(played).split(/(?<=\.)\s+(?=[A-Z\d])/);
    expect(second).toContain(expected);
  });
});

describe('where the embedded model finds the data', () => {
  const records = [
    { region: 'North, upper', sales: 3 },
    { region: 'South', sales: 5 },
  ];

  it.each([
    ['a link in the request', { request: `Analyze ${url}.` }],
    ['a link under any key', { request: 'Analyze', document_url: url }],
    ['a link with words around it', { request: 'Analyze', source: `the file at ${url}` }],
  ])('%s', async (_where, content) => {
    const { calls } = await analyze(content);

    expect(calls[0]).toMatchObject({ name: 'http_client', arguments: { url } });
  });

  const reference = 'artifact:art_0f8fad5bd9cb469fa16570867728950e';
  it.each([
    ['an uploaded file in the request', { request: `Analyze ${reference}, not ${url}.` }],
    ['an uploaded file under any key', { request: 'Analyze', document: reference }],
    ['an uploaded file with words around it', { request: 'Analyze', source: `see ${reference}.` }],
  ])('%s', async (_where, content) => {
    const { calls } = await analyze(content);

    expect(calls[0]).toMatchObject({ name: 'csv_parser', arguments: { source: reference } });
  });

  it('in the message itself: CSV text', async () => {
    const { calls, content } = await analyze({ request: 'Totals?', data: airlineCsv });

    expect(calls).toMatchObject([{ name: 'csv_parser', arguments: { text: airlineCsv } }]);
    expect(content['analysis']).toContain('Source: the data in the message.');
  });

  it('in the message itself: a list of objects, given to the tool as CSV', async () => {
    const { calls } = await analyze({ request: 'Totals?', data: records });

    expect(calls).toMatchObject([
      { name: 'csv_parser', arguments: { text: 'region,sales\n"North, upper",3\nSouth,5' } },
    ]);
  });

  it('in JSON that is fetched, given to the tool as CSV', async () => {
    const page = { status: 200, content_type: 'application/json', json: records };

    const { calls } = await analyze(printed, [fetcher(page), tableReader(report)]);

    expect(calls[1]).toMatchObject({
      arguments: { text: 'region,sales\n"North, upper",3\nSouth,5' },
    });
  });

  it('earlier in the conversation, for a question that brings none of its own', async () => {
    const { calls } = await playTurn(
      { content: { request: 'And the totals of Q4?' }, capability: 'data-analysis' },
      tools,
      { earlier: [{ role: 'user', text: `api_client (request):\n{"data_source":"${url}"}` }] },
    );

    expect(calls[0]).toMatchObject({ arguments: { url } });
  });
});

describe('the embedded model, asked for figures by a column', () => {
  const column = (name: string, type: string, distinct: number): JsonObject => ({
    name,
    type,
    count: 100,
    missing: 0,
    distinct,
    ...(type === 'number' && { min: 1, max: 9, mean: 5, sum: 500 }),
  });
  const columns = [
    column('order_id', 'number', 100),
    column('Region', 'text', 4),
    column('sales', 'number', 80),
  ];
  const groups = {
    by: ['Region'],
    total_groups: 2,
    groups: [
      { key: { Region: 'North' }, count: 60, values: { sum_sales: 300 } },
      { key: { Region: 'South' }, count: 40, values: { sum_sales: 200 } },
    ],
  };
  const reader = (): Prop =>
    tableReader((args: JsonObject): JsonValue => ({
      rows: 100,
      columns,
      notes: [],
      ...('group_by' in args && { groups }),
    }));

  it('looks once more, now that it knows the columns', async () => {
    const { calls, content } = await analyze(
      { request: 'Total sales by region', data_source: url },
      [fetcher(csvPage('Region,sales\nNorth,3')), reader()],
    );

    expect(calls[2]?.arguments).toEqual({
      source: 'step:http_client_1',
      group_by: ['Region'],
      aggregate: [{ column: 'sales', function: 'sum' }],
    });
    expect(content['analysis']).toContain(
      'sum of sales: North 300 (60.0 %) and South 200 (40.0 %)',
    );
    expect(content['insights']).toContain('Largest Region by sum of sales: North 300 (60.0 %)');
  });

  it('describes the columns of a table without dates, the number of the row left aside', async () => {
    const { calls, content } = await analyze({ request: 'Analyze this', data_source: url }, [
      fetcher(csvPage('Region,sales\nNorth,3')),
      reader(),
    ]);

    expect(calls).toHaveLength(2);
    expect(content['analysis']).toContain(
      'The table has 100 rows and 3 columns: order_id, Region and sales',
    );
    expect(content['analysis']).toContain(
      'sales ranges from 1 to 9 with a mean of 5; they add up to 500',
    );
  });
});
