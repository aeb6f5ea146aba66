import type { JsonObject } from '#protocol';
import { airlineCsv, airlineReport, yearTotals } from './airline.fixture.js';
import { csvPage, fetcher, playTurn, tableReader, typesetter } from './embedded.fixture.js';

const content = {
  request: 'Create comprehensive Q3 sales report',
  data_source: 'https://example.com/sales.csv',
};
const analyst = [fetcher(csvPage(airlineCsv)), tableReader(airlineReport as unknown as JsonObject)];
const reporter = { content, capability: 'report-generation' };

const blocksOf = (args: unknown): readonly JsonObject[] =>
  (args as { readonly content: readonly JsonObject[] }).content;

describe('the embedded model, with a tool that sets documents', () => {
  it('sets the report once and names the file in its answer', async () => {
    const {
      calls,
      content: reply,
      reply: said,
    } = await playTurn(reporter, [...analyst, typesetter()]);

    expect(calls.map(({ name }) => name)).toEqual(['http_client', 'csv_parser', 'pdf_generator']);
    expect(reply['report']).toMatchObject({ title: 'Comprehensive Q3 sales report' });
    expect(reply['document']).toEqual({
      call: 'pdf_generator_3',
      name: 'report.pdf',
      reference: 'artifact:art-1',
    });
    expect(said.text).toMatch(/Document: report\.pdf \(artifact:art-1\)\.$/);
  });

  it('puts every figure of the analysis into a table, and the charts beside it', async () => {
    const { calls, content: reply } = await playTurn(reporter, [...analyst, typesetter()]);

    const blocks = blocksOf(calls[2]?.arguments);
    const headings = blocks.filter(({ type }) => type === 'heading').map(({ text }) => text);
    const { figures } = reply['report'] as { readonly figures: readonly JsonObject[] };
    const table = blocks.find(({ type }) => type === 'table') as {
      readonly rows: readonly (readonly unknown[])[];
    };
    expect(headings).toEqual([
      'Executive summary',
      'Findings',
      'Charts',
      'Figures',
      'Sources',
      'Limits',
    ]);
    expect(table.rows.map((row) => row[2])).toEqual(figures.map(({ value }) => value));
    expect(blocks).toContainEqual({
      type: 'chart',
      chart: {
        type: 'bar',
        title: 'Passengers per year',
        data: yearTotals.map((value, at) => ({ period: String(1949 + at), value })),
        x: 'period',
        y: 'value',
        x_title: '',
        y_title: '',
        height: 240,
      },
    });
  });

  it('answers with the report in words when it could not be set', async () => {
    const broken = typesetter(() => {
      throw new Error('the quota of calls is used up');
    });

    const { calls, content: reply } = await playTurn(reporter, [...analyst, broken]);

    expect(calls).toHaveLength(3);
    expect(reply['report']).toBeDefined();
    expect(reply['document']).toEqual({
      call: 'pdf_generator_3',
      problem: 'It could not be set as a document: the quota of calls is used up.',
    });
  });

  it('says so when the file is kept by nobody', async () => {
    const unkept = typesetter(() => ({ file: { name: 'report.pdf', note: 'nobody can open it' } }));

    const { reply } = await playTurn(reporter, [...analyst, unkept]);

    expect(reply.text).toMatch(/Document: report\.pdf \(nobody can open it\)\.$/);
  });

  it('sets a document that the sender wrote', async () => {
    const given = {
      request: 'Make a PDF report of these results',
      title: 'Minutes',
      content: [{ type: 'paragraph', text: 'All agreed.' }],
    };

    const { calls, content: reply } = await playTurn(
      { content: given, capability: 'document-creation' },
      [typesetter()],
    );

    expect(calls).toMatchObject([{ arguments: { title: 'Minutes', content: given.content } }]);
    expect(reply['result']).toMatchObject({ file: { reference: 'artifact:art-1' } });
  });

  it('sets no document that nobody asked for', async () => {
    const { calls } = await playTurn(
      { content: { ...content, request: 'Analyze the trend' }, capability: 'data-analysis' },
      [...analyst, typesetter()],
    );

    expect(calls.map(({ name }) => name)).not.toContain('pdf_generator');
  });
});
