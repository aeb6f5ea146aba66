import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium';
import type { JsonObject } from '#protocol';
import type { ProducedFile } from '../files/produced-file.js';
import { ToolBox } from '../tool-box.js';
import type { ToolOutcome } from '../tool-call.js';
import { ToolExecutor } from '../tool-executor.js';
import { createPdfGenerator } from './pdf-generator.js';

// The thread runs what `npm run build` made of the sources.
const threadEntry = new URL('../../../../dist/libs/tools/src/pdf/pdf.thread.js', import.meta.url);
const executor = new ToolExecutor(new ToolBox([createPdfGenerator({ threadEntry })]));

async function call(
  args: JsonObject,
  keeps = true,
): Promise<{ outcome: ToolOutcome; bytes: Uint8Array }> {
  const files: ProducedFile[] = [];
  const outcome = await executor.execute(
    { id: 'c1', name: 'pdf_generator', arguments: args, idempotencyKey: 'k' },
    {
      allowed: ['pdf_generator'],
      signal: new AbortController().signal,
      priorResult: () => undefined,
      files: keeps
        ? { keep: (file) => Promise.resolve(`artifact:${String(files.push(file))}`) }
        : undefined,
    },
  );
  return { outcome, bytes: files[0]?.bytes ?? new Uint8Array() };
}

/** Sales in whole cents, so that the sum is known without the program under test. */
const sales = Array.from({ length: 90 }, (_, at) => ({
  shop: `Shop ${String(at)}`,
  cents: at * 12_345,
}));
const report: JsonObject = {
  title: 'Q3 sales — Übersicht',
  subtitle: 'Ελλάδα · Русский · ½ €',
  author: 'ReportGenerator',
  date: '2026-11-26',
  content: [
    { type: 'heading', text: 'Summary' },
    { type: 'paragraph', text: 'Sales rose by 12.5 % to 494,417.25 euros.' },
    { type: 'list', ordered: true, items: ['First point', 'Second point'] },
    {
      type: 'chart',
      caption: 'Figure 1: the first shops',
      chart: {
        type: 'bar',
        title: 'First shops',
        data: sales.slice(0, 4).map(({ shop, cents }) => ({ shop, euros: cents / 100 })),
        x: 'shop',
        y: 'euros',
      },
    },
    { type: 'page_break' },
    { type: 'heading', level: 2, text: 'All shops' },
    {
      type: 'table',
      columns: ['Shop', 'Euros'],
      rows: sales.map(({ shop, cents }) => [shop, cents / 100]),
      caption: 'Table 1',
    },
  ],
};

/** Lines end where the page says so; words do not care. */
const oneSpaced = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('pdf_generator', () => {
  let library: PDFiumLibrary;
  let bytes: Uint8Array;
  let outcome: ToolOutcome;
  let opened: PDFiumDocument;
  let texts: readonly string[];

  beforeAll(async () => {
    library = await PDFiumLibrary.init();
    ({ outcome, bytes } = await call(report));
    // Read by PDFium, the engine of a browser, which shares no code with what wrote it.
    opened = await library.loadDocument(bytes);
    texts = [...opened.pages()].map((page) => oneSpaced(page.getText()));
  });
  afterAll(() => {
    opened.destroy();
    library.destroy();
  });

  it('writes a PDF that another program opens, with its texts in order', () => {
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(texts.length).toBeGreaterThan(2);
    const first = texts[0] ?? '';
    const places = [
      'Q3 sales — Übersicht',
      'Ελλάδα · Русский · ½ €',
      'ReportGenerator, 2026-11-26',
      'Summary',
      'Sales rose by 12.5 % to 494,417.25 euros.',
      'First point',
      'Second point',
      'Figure 1: the first shops',
    ].map((text) => first.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  it('numbers its pages and repeats the head of a table that goes over several', () => {
    for (const [at, text] of texts.entries()) {
      expect(text).toContain(`${String(at + 1)} / ${String(texts.length)}`);
    }
    expect(texts.filter((text) => text.includes('Shop Euros'))).toHaveLength(texts.length - 1);
  });

  it('shows every figure of the table', () => {
    const all = `${texts.join(' ')} `;
    const figures = [...all.matchAll(/Shop (\d+) ([\d,]+(?:\.\d+)?) /g)];
    const cents = new Map(
      figures.map(([, shop, euros = '']) => [
        Number(shop),
        Math.round(Number(euros.replaceAll(',', '')) * 100),
      ]),
    );

    for (const [at, { cents: expected }] of sales.entries()) expect(cents.get(at)).toBe(expected);
    expect(49_441_725).toBe(sales.reduce((sum, sale) => sum + sale.cents, 0));
  });

  it('draws the chart as lines and text, not as a dead picture', async () => {
    const page = opened.getPage(0);
    const { data, width, height } = await page.render({ scale: 1, render: 'bitmap' });
    // The bars are in the first colour of the scheme, #4c78a8.
    let blue = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === 0x4c && data[at + 1] === 0x78 && data[at + 2] === 0xa8) blue += 1;
    }

    expect(width * height * 4).toBe(data.length);
    expect(blue).toBeGreaterThan(5_000);
    expect(texts[0]).toContain('First shops');
    expect(texts[0]).toContain('Shop 3');
  });

  it('leaves no heading, and no head of a table, alone at the end of a page', async () => {
    const heights = Array.from({ length: 24 }, (_, at) => at + 28);
    const content = heights.flatMap((above) => [
      { type: 'paragraph', text: Array(above).fill('Line.').join('\n') },
      { type: 'heading', text: `Part ${String(above)}` },
      { type: 'table', columns: ['Shop', 'Euros'], rows: [['First shop', above]] },
      { type: 'page_break' },
    ]);

    const made = await library.loadDocument((await call({ title: 'x', content })).bytes);
    const pages = [...made.pages()].map((page) => oneSpaced(page.getText()));
    made.destroy();

    for (const above of heights.map(String)) {
      const page = pages.find((text) => text.includes(`Part ${above}`));
      expect(page).toContain(`Part ${above} Shop Euros First shop ${above}`);
    }
    // Some of them did not fit below their lines, or this would show nothing.
    expect(pages.length).toBeGreaterThan(heights.length + 3);
  });

  it('embeds its fonts', () => {
    const raw = Buffer.from(bytes).toString('latin1');

    expect(raw).toMatch(/\/FontFile2/);
    expect(raw).not.toMatch(/\/BaseFont \/Helvetica/);
  });

  it('has the same bytes whenever it is made', async () => {
    expect(Buffer.from((await call(report)).bytes)).toEqual(Buffer.from(bytes));
  });

  it('tells of the file without its bytes, and says so where nobody keeps it', async () => {
    expect(outcome).toMatchObject({
      ok: true,
      result: {
        file: {
          name: 'report.pdf',
          media_type: 'application/pdf',
          size_bytes: bytes.length,
          kept: true,
          reference: 'artifact:1',
        },
      },
    });
    expect(JSON.stringify(outcome).length).toBeLessThan(400);
    expect((await call(report, false)).outcome).toMatchObject({
      result: { file: { kept: false } },
    });
  });

  it('names the characters that its fonts do not have', async () => {
    const content = [{ type: 'paragraph', text: 'ä 漢 字' }];

    expect((await call({ title: 'x', content })).outcome).toMatchObject({
      ok: true,
      result: { unknown_characters: ['漢', '字'] },
    });
  });

  it.each([
    [{ type: 'heading' }, 'content[0]: a heading needs text'],
    [{ type: 'table', columns: ['a'] }, 'content[0]: a table needs rows'],
    [{ type: 'table', columns: ['a', 'b'], rows: [[1]] }, 'content[0].rows[0] must have 2 cells'],
    [{ type: 'chart' }, 'content[0]: a chart needs chart'],
    [{ type: 'chart', vega_lite: {} }, '"vega_lite" is not known'],
    [{ type: 'image', src: '/etc/passwd' }, 'type must be one of'],
  ])('says what is wrong with %j', async (block, message) => {
    const refused = (await call({ title: 'x', content: [block] })).outcome;

    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'TOOL_ARGUMENTS_INVALID',
        message: expect.stringContaining(message) as string,
      },
    });
  });

  it('puts text in as text, whatever it looks like', async () => {
    const text = '{{ x }} ${process.env} <svg/> \\u0000 %PDF \u202e\u0007';
    const made = await call({ title: text, content: [{ type: 'paragraph', text }] });

    const read = await library.loadDocument(made.bytes);
    expect(oneSpaced(read.getPage(0).getText())).toContain('{{ x }} ${process.env} <svg/>');
    read.destroy();
  });
});
