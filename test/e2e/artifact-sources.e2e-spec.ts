import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
            tools: ['csv_parser'],
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

      it('is read by the tool, and its figures are those of the file', async () => {
        const file = join(packageRoot(), 'examples/data/airline-passengers.csv');
        const form = new FormData();
        form.set('file', new File([readFileSync(file)], 'passengers.csv', { type: 'text/csv' }));
        const upload = await fetch(`${server.url}/api/v1/artifacts`, {
          method: 'POST',
          body: form,
        });
        const { reference } = (await upload.json()) as { reference: string };
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
