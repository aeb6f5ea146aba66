import type { JsonObject, JsonValue } from '#protocol';
import { airlineCsv, airlineReport } from './airline.fixture.js';
import {
  csvPage,
  fetcher,
  playTurn,
  tableReader,
  type Played,
  type Prop,
} from './embedded.fixture.js';

const url = 'https://example.com/sales.csv';
const request = { request: 'Analyze Q3 sales trends', data_source: url };
const table = tableReader(airlineReport as unknown as JsonObject);

const analyze = (content: JsonObject, props: readonly Prop[]): Promise<Played> =>
  playTurn({ content, capability: 'data-analysis' }, props);
const failing = (prop: Prop, message: string): Prop => ({
  ...prop,
  run: () => {
    throw new Error(message);
  },
});

describe('the embedded model when it cannot analyze', () => {
  it.each([
    ['the source cannot be reached', [failing(fetcher({}), 'no such host'), table], 'no such host'],
    ['the source is not there', [fetcher({ status: 404, body: 'Not found' }), table], 'status 404'],
    [
      'the table cannot be read',
      [fetcher(csvPage(airlineCsv)), failing(table, 'line 3 has too many cells')],
      'line 3 has too many cells',
    ],
    [
      'the tool reports something unheard of',
      [fetcher(csvPage(airlineCsv)), tableReader({ hello: 'world' })],
      'not a report of a table',
    ],
  ] as const)('says why and invents nothing: %s', async (_what, props, why) => {
    const { content } = await analyze(request, props);

    expect(content['analysis']).toMatch(/^Nothing was analysed: /);
    expect(content['analysis']).toContain(why);
    expect(content).toMatchObject({
      insights: [],
      problem: { message: expect.any(String) as string },
    });
    expect(content['figures']).toBeUndefined();
  });

  it('says that a table is empty', async () => {
    const { content } = await analyze(request, [
      fetcher(csvPage('Month,Sales\n')),
      tableReader({ rows: 0, columns: [], notes: [] }),
    ]);

    expect(content['analysis']).toContain('Found nothing');
  });

  it('names the tool that the agent lacks', async () => {
    const withoutFetcher = await analyze(request, [table]);
    const withoutReader = await analyze(request, [fetcher(csvPage(airlineCsv))]);

    expect(withoutFetcher.content['needs']).toEqual(['tool:http_client']);
    expect(withoutReader.content['needs']).toEqual(['tool:csv_parser']);
  });

  it.each([
    ['no data at all', { request: 'Analyze sales' }],
    ['a file name that leads nowhere', { dataset: 'sales-jan.csv' }],
    ['data that is no table', { data: 'sample data', operation: 'analyze' }],
  ])('asks for the data when there is %s', async (_what, content: JsonObject) => {
    const { calls, content: reply } = await analyze(content, [fetcher({}), table]);

    expect(calls).toHaveLength(0);
    expect(reply).toMatchObject({ insights: [], memory_used: [], needs: ['data_source'] });
  });

  it('uses what it understands of a report that has odd parts', async () => {
    const { series, ...rest } = airlineReport;
    const odd = { ...rest, series: { ...series, outliers: 'none', seasonality: 7, gaps: null } };

    const { content } = await analyze(request, [
      fetcher(csvPage(airlineCsv)),
      tableReader(odd as unknown as JsonValue),
    ]);

    expect(content['analysis']).toContain('adds up to 40,363');
    expect(content['analysis']).not.toContain('season returns');
  });
});

describe('the embedded model, given a page that is no table', () => {
  const page = `<html><head><style>p { color: red }</style></head><body>
    <p>Our refund policy allows returns within thirty days of purchase.</p>
    <p>The office is closed on public holidays in winter.</p></body></html>`;

  it('quotes what is near to the request and sums up nothing', async () => {
    const { content } = await playTurn({ content: { request: 'refund policy returns', url } }, [
      fetcher({ status: 200, content_type: 'text/html', body: page }),
    ]);

    expect(content['insights']).toEqual([
      '"Our refund policy allows returns within thirty days of purchase."',
    ]);
    expect(JSON.stringify(content)).not.toContain('color: red');
  });

  it('says when nothing in it is near', async () => {
    const { content } = await playTurn({ content: { request: 'quantum entanglement', url } }, [
      fetcher({ status: 200, content_type: 'text/html', body: page }),
    ]);

    expect(content['analysis']).toContain('Found nothing');
  });

  it('takes its time with no page, however it is written', async () => {
    const hostile = ['<script', '<p', '<', ' <style>', '&amp;'];
    /** Of the processor, by this process: the machine may be slow, or busy with others. */
    const spend = async (times: number): Promise<number> => {
      const before = process.cpuUsage();
      for (const part of hostile) {
        const answer = { status: 200, content_type: 'text/html', body: part.repeat(times) };
        await playTurn({ content: { request: 'anything', url } }, [fetcher(answer)]);
      }
      return process.cpuUsage(before).user;
    };
    await spend(10_000);
    const short = await spend(10_000);

    // Six times as long a page takes six times as long; thirty-six times if each part reads all others.
    expect((await spend(60_000)) / short).toBeLessThan(15);
  });
});

describe('the embedded model without anything to go by', () => {
  it('admits that it found nothing and says how to get more', async () => {
    const { content, reply } = await playTurn({ content: { request: 'Write me a poem' } }, []);

    expect(reply.text).toContain('Found nothing to answer with');
    expect(reply.text).toContain('ANTHROPIC_API_KEY');
    expect(content['memory_used']).toEqual([]);
  });

  it('answers even an empty message', async () => {
    const { reply } = await playTurn({ content: {} }, []);

    expect(reply.text).not.toBe('');
  });
});
