import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly period?: string;
  readonly from: string;
}

interface Answer {
  readonly reply: {
    readonly content: {
      readonly analysis: string;
      readonly insights: readonly string[];
      readonly figures: readonly Figure[];
      readonly memory_used: readonly string[];
    };
    readonly metadata: { readonly generated: boolean; readonly tool_calls: readonly string[] };
  };
}

/** The series of the example, read here by splitting lines and by nothing else. */
const series = readFileSync(
  join(import.meta.dirname, '../../examples/data/airline-passengers.csv'),
  'utf8',
)
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [month = '', passengers = ''] = line.replaceAll('"', '').split(',');
    return { year: month.slice(0, 4), month: month.slice(5, 7), passengers: Number(passengers) };
  });

const years = [...new Set(series.map(({ year }) => year))];
const add = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const totalOf = (year: string, months: readonly string[]): number =>
  add(
    series
      .filter((one) => one.year === year && months.includes(one.month))
      .map(({ passengers }) => passengers),
  );
const third = ['07', '08', '09'];
const all = [...new Set(series.map(({ month }) => month))];

describe('the analysis of the shipped data, with nothing installed and no key', () => {
  const data = createDataDir();
  let server: RunningServer;
  let content: Answer['reply']['content'];
  let metadata: Answer['reply']['metadata'];

  const figure = (name: string, period?: string): number | undefined =>
    content.figures.find((one) => one.name === name && one.period === period)?.value;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    const api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', {
      body: {
        name: 'DataAnalyzer',
        capabilities: ['data-analysis', 'report-generation'],
        tools: ['http_client', 'csv_parser'],
        system_prompt: 'You are a data analysis expert who helps users understand their data.',
      },
    });
    const { body } = await api.call<Answer>('/api/v1/messages', {
      body: {
        capability: 'data-analysis',
        performative: 'request',
        content: {
          request: 'Analyze Q3 passenger trends',
          data_source: `${server.url}/examples/airline-passengers.csv`,
          requirements: 'Focus on growth patterns and seasonality',
        },
        wait: '60s',
      },
    });
    ({ content, metadata } = body.reply);
  });

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('has the fields of the quick start and says that no model wrote it', () => {
    expect(content.analysis).toContain('Q3');
    expect(content.insights.length).toBeGreaterThan(2);
    expect(content.memory_used).toEqual([]);
    expect(metadata).toMatchObject({ generated: false, tool_calls: ['http_client', 'csv_parser'] });
  });

  it('adds up the years and the third quarters as we do', () => {
    for (const year of years) {
      expect(figure('Passengers per year', year)).toBe(totalOf(year, all));
      expect(figure('Passengers in Q3', year)).toBe(totalOf(year, third));
    }
    expect(figure('total Passengers')).toBe(add(series.map(({ passengers }) => passengers)));
  });

  it('finds the growth that we find', () => {
    const change = totalOf('1960', third) / totalOf('1959', third) - 1;
    expect(figure('Q3 against the year before', '1960')).toBeCloseTo(change * 100, 3);
    const yearly = (totalOf('1960', all) / totalOf('1949', all)) ** (1 / 11) - 1;
    expect(figure('average yearly growth')).toBeCloseTo(yearly * 100, 3);
  });

  it('finds the peak that we find', () => {
    const peak = series.reduce((a, b) => (b.passengers > a.passengers ? b : a));
    expect(figure('highest Passengers', `${peak.year}-${peak.month}`)).toBe(peak.passengers);
  });

  it('finds the seasons that we find: against the average of the months around each', () => {
    const values = series.map(({ passengers }) => passengers);
    const ratios = values.flatMap((value, at) => {
      if (at < 6 || at > values.length - 7) return [];
      const around = values.slice(at - 6, at + 7);
      const trend = (add(around.slice(0, 12)) + add(around.slice(1))) / 24;
      return [{ month: at % 12, ratio: value / trend }];
    });
    const means = all.map((_month, index) => {
      const own = ratios.filter(({ month }) => month === index).map(({ ratio }) => ratio);
      return add(own) / own.length;
    });
    const scale = 12 / add(means);
    expect(figure('seasonal index', 'July')).toBeCloseTo((means[6] ?? 0) * scale, 4);
    expect(figure('seasonal index', 'November')).toBeCloseTo((means[10] ?? 0) * scale, 4);
  });

  it('names the tool call that every figure comes from', () => {
    for (const { from } of content.figures) expect(from).toMatch(/^csv_parser_\d+$/);
  });
});
