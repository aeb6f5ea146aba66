import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '#protocol';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { paste, pasteFor } from '../support/shell.js';
import { printed } from './quick-start/printed-blocks.js';

interface Said {
  readonly sender: string;
  readonly receiver?: string;
  readonly performative: string;
  readonly content: JsonObject;
  readonly artifacts?: readonly { readonly id: string; readonly media_type: string }[];
}

/** Passengers of each year, read here by splitting lines and by nothing else. */
const yearly = new Map<string, number>();
const csv = readFileSync(
  join(import.meta.dirname, '../../examples/data/airline-passengers.csv'),
  'utf8',
);
for (const line of csv.trim().split(/\r?\n/).slice(1)) {
  const [month = '', passengers = ''] = line.replaceAll('"', '').split(',');
  const year = month.slice(0, 4);
  yearly.set(year, (yearly.get(year) ?? 0) + Number(passengers));
}

describe('the workflow of the quick start, sections 9 to 11, with data that is there', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;
  let stream: string;
  let said: readonly Said[];

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
    await pasteFor(printed('1. Deploy a Configuration Agent'), api);
    await pasteFor(printed('9. Deploy Multiple Cooperating Agents'), api);
    const here = `${server.url}/examples/airline-passengers.csv`;
    await pasteFor(
      printed('10. Trigger Multi-Agent Workflow').replace('https://example.com/sales.csv', here),
      api,
    );
    ({ output: stream } = await paste(printed('11. Monitor Workflow Progress'), server.url));
    const { body } = await api.call<{ messages: readonly Said[] }>(
      '/api/v1/conversations/workflow-001/messages',
    );
    said = body.messages;
  });

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('shows its four steps in the stream, in order', () => {
    const steps = [
      /"tool":"csv_parser"/,
      /^event: message\.sent\ndata: .*"capability_target":"report-generation","routed_to":"ReportGenerator"/m,
      /"tool":"pdf_generator"/,
      /^event: message\.replied\ndata: .*"sender":"ReportGenerator","receiver":"api_client"/m,
      /^event: conversation\.completed$/m,
    ].map((step) => stream.search(step));

    expect(steps).not.toContain(-1);
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
  });

  it('reaches the second agent by its capability, and its report comes to the user last', () => {
    expect(said.map(({ sender, receiver }) => [sender, receiver])).toEqual([
      ['api_client', undefined],
      ['DataAnalyzer', undefined],
      ['DataAnalyzer', 'api_client'],
      ['ReportGenerator', 'api_client'],
    ]);
  });

  it('has all of them as participants of a completed conversation', async () => {
    const { body } = await api.call<{ conversations: readonly JsonObject[] }>(
      '/api/v1/conversations',
    );

    expect(body.conversations).toMatchObject([
      {
        id: 'workflow-001',
        participants: ['api_client', 'DataAnalyzer', 'ReportGenerator'],
        message_count: 4,
        status: 'completed',
      },
    ]);
  });

  describe('makes a document', () => {
    let library: PDFiumLibrary;
    let opened: PDFiumDocument;
    let type: string | null;

    beforeAll(async () => {
      const { document } = said.at(-1)?.content as { document: { reference: string } };
      const id = document.reference.replace('artifact:', '');
      const reply = await fetch(`${server.url}/api/v1/artifacts/${id}`);
      type = reply.headers.get('content-type');
      library = await PDFiumLibrary.init();
      opened = await library.loadDocument(new Uint8Array(await reply.arrayBuffer()));
    });

    afterAll(() => {
      opened.destroy();
      library.destroy();
    });

    it('which says of itself what it is', () => {
      expect(type).toBe('application/pdf');
    });

    it('whose table has the figures that we find', () => {
      const text = [...opened.pages()].map((page) => page.getText()).join(' ');
      const rows = text.replaceAll(/\s+/g, ' ').matchAll(/Passengers per year (\d{4}) ([\d,]+)/g);
      const found = [...rows].map(([, year, value = '']) => [
        year,
        Number(value.replaceAll(',', '')),
      ]);

      expect(found).toEqual([...yearly]);
    });

    it('whose charts are drawn', async () => {
      let blue = 0;
      for (const page of opened.pages()) {
        const { data: pixels } = await page.render({ scale: 1, render: 'bitmap' });
        // The bars are in the first colour of the scheme, #4c78a8.
        for (let at = 0; at < pixels.length; at += 4) {
          if (pixels[at] === 0x4c && pixels[at + 1] === 0x78 && pixels[at + 2] === 0xa8) blue += 1;
        }
      }

      expect(blue).toBeGreaterThan(5_000);
    });
  });
});
