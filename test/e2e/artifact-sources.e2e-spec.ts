import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import { packageRoot } from '#platform';
import { ContractFetch } from '../support/contract-fetch.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

interface Answer {
  readonly reply: {
    readonly content: { readonly analysis: string; readonly insights: readonly string[] };
    readonly metadata: { readonly tool_calls: readonly string[] };
  };
}

/** Two years of months, each another figure. */
const sales = Array.from({ length: 24 }, (_, month): [string, number] => [
  `${String(2024 + Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`,
  1_000 + 37 * month + 250 * ((month * 7) % 5),
]);

/** Computed here from the rows, by nothing of the server. */
const totalOf = (year: number): number =>
  sales
    .filter(([month]) => month.startsWith(String(year)))
    .reduce((sum, [, value]) => sum + value, 0);

describe.each(modes)(
  'a file as the data source of a message in the %s mode',
  (_mode, title, servers, open) => {
    describeWith(servers, title, () => {
      let ground: Ground;
      let server: RunningServer;
      let api: ContractFetch;

      beforeAll(async () => {
        ground = await open();
        server = await ServerUnderTest.start({ settings: ground.settings });
        api = await ContractFetch.of(server.url);
        await api.call('/api/v1/agents', {
          body: {
            name: 'DataAnalyzer',
            capabilities: ['data-analysis'],
            tools: ['csv_parser', 'excel_parser'],
            system_prompt: 'You analyze data.',
          },
        });
      });
      afterAll(async () => {
        await server.process.stop();
        await ground.remove();
      });

      const ask = async (source: string): Promise<Answer['reply']> => {
        const { body } = await api.call<Answer>('/api/v1/messages', {
          body: {
            capability: 'data-analysis',
            content: { request: 'Analyze the passengers', data_source: source },
            wait: '30s',
          },
        });
        return body.reply;
      };

      /** Puts a file among the artifacts. */
      const upload = async (file: File): Promise<string> => {
        const form = new FormData();
        form.set('file', file);
        const answer = await fetch(`${server.url}/api/v1/artifacts`, {
          method: 'POST',
          body: form,
        });
        return ((await answer.json()) as { reference: string }).reference;
      };

      it('that is a workbook is opened as one at once, and its figures are those of its cells', async () => {
        const bytes = await writeXlsx({
          sheets: [{ name: 'Sales', rows: [['Month', 'Sales'], ...sales.map((row) => [...row])] }],
        });
        const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
        const reference = await upload(new File([new Uint8Array(bytes)], 'q.xlsx', { type }));
        const { content, metadata } = await ask(reference);
        expect(metadata.tool_calls).toEqual(['excel_parser', 'csv_parser']);
        const [before, after] = [totalOf(2024), totalOf(2025)];
        const figures = [before + after, before, after].map((each) => each.toLocaleString('en'));
        const growth = `${(((after - before) / before) * 100).toFixed(1)} %`;
        for (const figure of [...figures, growth]) expect(content.analysis).toContain(figure);
      });

      it('is read by the tool, and its figures are those of the file', async () => {
        const file = join(packageRoot(), 'examples/data/airline-passengers.csv');
        const reference = await upload(
          new File([readFileSync(file)], 'passengers.csv', { type: 'text/csv' }),
        );
        const { content, metadata } = await ask(reference);
        expect(metadata.tool_calls).toContain('csv_parser');
        expect(content.analysis).toContain('144 monthly values from 1949-01 to 1960-12');
      });

      it('that does not exist is told as what the tool said of it', async () => {
        const reference = 'artifact:art_00000000000000000000000000000000';
        const { content } = await ask(reference);
        expect(content.analysis).toContain(`there is no artifact "${reference}"`);
      });
    });
  },
);
