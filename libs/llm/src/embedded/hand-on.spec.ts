import type { JsonObject } from '#protocol';
import type { RequestProvenance } from '../language-model.js';
import { airlineCsv, airlineReport, yearTotals } from './airline.fixture.js';
import { csvPage, fetcher, messenger, playTurn, tableReader } from './embedded.fixture.js';

const reporting = { capability: 'report-generation', description: 'Generate reports' };
const translating = { capability: 'translation', description: 'Translate text into French' };
/** The request of quick start section 10, as printed. */
const content = {
  request: 'Create comprehensive Q3 sales report',
  data_source: 'https://example.com/sales.csv',
  requirements: 'Include analysis, charts, and executive summary',
};
const tools = [fetcher(csvPage(airlineCsv)), tableReader(airlineReport as unknown as JsonObject)];
const asked: RequestProvenance = { content, capability: 'data-analysis', neighbours: [reporting] };

describe('the embedded model, asked for a report that a neighbour makes', () => {
  it('analyses and hands the findings on', async () => {
    const { calls, content: reply } = await playTurn(asked, [...tools, messenger()]);

    expect(calls.map(({ name }) => name)).toEqual(['http_client', 'csv_parser', 'send_message']);
    expect(calls[2]?.arguments).toMatchObject({
      capability: 'report-generation',
      performative: 'request',
      content: {
        request: content.request,
        requirements: content.requirements,
        analysis: expect.stringContaining('40,363') as string,
        insights: expect.any(Array) as string[],
      },
    });
    expect(reply['handed_on']).toMatchObject({ capability: 'report-generation', sent: true });
    expect(reply['analysis']).toContain('Handed on to report-generation (ReportGenerator).');
  });

  it('answers with its findings when they could not be handed on', async () => {
    const broken = messenger(() => {
      throw new Error('nobody provides it any more');
    });

    const { content: reply } = await playTurn(asked, [...tools, broken]);

    expect(reply['analysis']).toContain('could not be handed on: nobody provides it any more');
    expect(reply['handed_on']).toMatchObject({ sent: false });
    expect(reply['insights']).not.toHaveLength(0);
  });

  it('writes the report itself when there is nobody to ask', async () => {
    const { calls, content: reply } = await playTurn({ ...asked, neighbours: [] }, tools);

    expect(calls).toHaveLength(2);
    expect(reply['report']).toMatchObject({ title: 'Comprehensive Q3 sales report' });
  });

  it('hands on no failure', async () => {
    const gone = fetcher({ status: 404 });

    const { calls } = await playTurn(asked, [gone, ...tools.slice(1), messenger()]);

    expect(calls.map(({ name }) => name)).toEqual(['http_client']);
  });

  it.each([
    ['is what it was asked to be', { capability: 'report-generation' }, content],
    ['was not asked for a report', {}, { ...content, request: 'Analyze it', requirements: '' }],
    ['serves documents itself', { capability: 'document-reading' }, content],
  ])('keeps the work when it %s', async (_why, more, given) => {
    const { calls } = await playTurn({ ...asked, ...more, content: given }, [
      ...tools,
      messenger(),
    ]);

    expect(calls.map(({ name }) => name)).not.toContain('send_message');
  });

  it.each([
    ['of documents', 'document-reading', 'Summarize this'],
    ['of another kind', 'fact-finding', 'Write a report'],
  ])(
    'has nothing to hand on when it found nothing, under a capability %s',
    async (_of, capability, request) => {
      const { calls, reply } = await playTurn(
        {
          content: { request, text: 'Caxton set up a press in 1476.' },
          capability,
          neighbours: [reporting],
        },
        [messenger()],
      );

      expect(calls).toHaveLength(0);
      expect(reply.text).toContain('Found nothing to answer with');
    },
  );

  it('hands on to whom the words mean, and says that and nothing else', async () => {
    const { calls, content: reply } = await playTurn(
      {
        content: { request: 'Ask another agent to translate this into French.', text: 'Hello' },
        neighbours: [reporting, translating],
      },
      [messenger()],
    );

    expect(calls).toMatchObject([
      { arguments: { capability: 'translation', content: { text: 'Hello' } } },
    ]);
    expect(reply['text']).toMatch(/^Handed on to translation/);
  });
});

describe('the embedded model, given the findings of another agent', () => {
  const findings = async (): Promise<JsonObject> => {
    const { calls } = await playTurn(asked, [...tools, messenger()]);
    return (calls[2]?.arguments as { readonly content: JsonObject }).content;
  };

  it('composes a structured report out of them, figures unchanged', async () => {
    const given = await findings();

    const { calls, content: reply } = await playTurn(
      { content: given, capability: 'report-generation' },
      tools,
    );

    const report = reply['report'] as JsonObject;
    expect(calls).toHaveLength(0);
    expect(report).toMatchObject({
      title: 'Comprehensive Q3 sales report',
      executive_summary: expect.stringContaining('Q3 1960: 1,736') as string,
      findings: expect.arrayContaining([expect.stringContaining('40,363')]) as string[],
      figures: given['figures'],
      sources: given['sources'],
      limits: expect.stringContaining('no language model') as string,
    });
    expect(report['charts']).toContainEqual({
      title: 'Passengers per year',
      type: 'bar',
      labels: Array.from({ length: 12 }, (_, index) => String(1949 + index)),
      values: yearTotals,
    });
  });

  it('draws the charts in the text', async () => {
    const { reply } = await playTurn(
      { content: await findings(), capability: 'report-generation' },
      [],
    );

    expect(reply.text).toMatch(/^# Comprehensive Q3 sales report\n\n## Executive summary\n/);
    expect(reply.text).toMatch(/^1960 █{30} 5,714$/m);
  });

  it('takes them from under one key as well', async () => {
    const { content: reply } = await playTurn(
      {
        content: {
          request: 'Write a report',
          analysis_results: { analysis: 'Sales rose. Costs fell.', insights: ['Sales rose'] },
        },
        capability: 'report-generation',
      },
      [],
    );

    expect(reply['report']).toMatchObject({
      title: 'Report',
      executive_summary: 'Sales rose.',
      findings: ['Sales rose.', 'Costs fell.'],
    });
  });

  it.each(['inform', 'failure', 'confirm', 'refuse'])(
    'starts no new work on a message that ends an exchange: %s',
    async (performative) => {
      const { calls, reply } = await playTurn({ ...asked, performative, neighbours: [reporting] }, [
        ...tools,
        messenger(),
      ]);

      expect(calls).toHaveLength(0);
      expect(reply.text).not.toBe('');
    },
  );

  it('makes a report of findings that are merely told', async () => {
    const { content: reply } = await playTurn(
      { content: await findings(), performative: 'inform', capability: 'report-generation' },
      [messenger()],
    );

    expect(reply['report']).toBeDefined();
  });
});
