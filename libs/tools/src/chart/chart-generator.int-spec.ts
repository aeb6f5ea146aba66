import type { JsonObject } from '#protocol';
import type { ProducedFile } from '../files/produced-file.js';
import { ToolBox } from '../tool-box.js';
import type { ToolOutcome } from '../tool-call.js';
import { ToolExecutor } from '../tool-executor.js';
import { createChartGenerator } from './chart-generator.js';

// The thread runs what `npm run build` made of the sources.
const threadEntry = new URL(
  '../../../../dist/libs/tools/src/chart/chart.thread.js',
  import.meta.url,
);

const data = [
  { month: 'Jan', sales: 3, region: 'North' },
  { month: 'Jan', sales: 12.5, region: 'Süd & <Öst>' },
  { month: 'Feb', sales: -5, region: 'North' },
  { month: 'Feb', sales: 1_000, region: 'Süd & <Öst>' },
];
const chart = { type: 'bar', title: 'Ελληνικά', data, x: 'month', y: 'sales', series: 'region' };

async function call(
  args: JsonObject,
  { keeps = true }: { keeps?: boolean } = {},
): Promise<{ outcome: ToolOutcome; files: readonly ProducedFile[] }> {
  const files: ProducedFile[] = [];
  const tool = createChartGenerator({ threadEntry });
  const outcome = await new ToolExecutor(new ToolBox([tool])).execute(
    { id: 'c1', name: 'chart_generator', arguments: args, idempotencyKey: 'k' },
    {
      allowed: ['chart_generator'],
      signal: new AbortController().signal,
      priorResult: () => undefined,
      files: keeps
        ? { keep: (file) => Promise.resolve(`artifact:${String(files.push(file))}`) }
        : undefined,
    },
  );
  return { outcome, files };
}

const svgOf = async (args: JsonObject): Promise<string> => {
  const { files } = await call({ ...args, format: 'svg' });
  return Buffer.from(files[0]?.bytes ?? []).toString();
};

describe('chart_generator', () => {
  it('shows every row of the data', async () => {
    const svg = await svgOf({ chart });

    expect(svg).toContain('Ελληνικά');
    for (const label of [
      'month: Jan; sales: 3; region: North',
      'month: Jan; sales: 12.5; region: Süd &amp; &lt;Öst&gt;',
      'month: Feb; sales: −5; region: North',
      'month: Feb; sales: 1,000; region: Süd &amp; &lt;Öst&gt;',
    ]) {
      expect(svg).toContain(`aria-label="${label}"`);
    }
  });

  it('draws bars as high as their figures', async () => {
    const svg = await svgOf({
      chart: { type: 'bar', x: 'month', y: 'sales', data: data.slice(0, 1) },
    });
    const twice = await svgOf({
      chart: {
        type: 'bar',
        data: [
          { x: 'a', y: 10 },
          { x: 'b', y: 20 },
        ],
        x: 'x',
        y: 'y',
      },
    });

    expect(svg).toContain('sales: 3');
    const heights = [
      ...twice.matchAll(/aria-label="x: [ab]; y: \d+"[^>]* d="M[\d.]+,[\d.]+h[\d.]+v([\d.]+)h/g),
    ].map(([, height]) => Number(height));
    expect(heights).toHaveLength(2);
    expect(heights[1]).toBeCloseTo(2 * (heights[0] ?? 0), 6);
  });

  it.each(['line', 'area', 'scatter', 'pie'])('draws a %s chart', async (type) => {
    expect(await svgOf({ chart: { ...chart, type } })).toContain('aria-roledescription');
  });

  it('paints a PNG, the same for the same call', async () => {
    const first = await call({ chart, name: 'sales.png' });
    const second = await call({ chart });

    const [{ name, mediaType, bytes } = { name: '', mediaType: '', bytes: new Uint8Array() }] =
      first.files;
    expect({ name, mediaType }).toEqual({ name: 'sales.png', mediaType: 'image/png' });
    expect(Buffer.from(bytes.subarray(0, 8)).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect(Buffer.from(bytes).readUInt32BE(16)).toBeGreaterThan(1_280);
    expect(Buffer.from(second.files[0]?.bytes ?? [])).toEqual(Buffer.from(bytes));
  });

  it('tells the model of the file, and keeps the bytes from it', async () => {
    const { outcome, files } = await call({ chart });

    expect(outcome).toMatchObject({
      ok: true,
      result: {
        file: {
          name: 'chart.png',
          media_type: 'image/png',
          size_bytes: files[0]?.bytes.length,
          kept: true,
          reference: 'artifact:1',
        },
      },
    });
    expect(JSON.stringify(outcome).length).toBeLessThan(400);
  });

  it('says so where nobody keeps files', async () => {
    const { outcome } = await call({ chart }, { keeps: false });

    expect(outcome).toMatchObject({
      ok: true,
      result: { file: { kept: false, note: expect.stringContaining('keeps no files') as string } },
    });
  });

  it('draws nothing but charts of its own data', async () => {
    for (const args of [
      {},
      { vega_lite: { mark: 'bar', data: { url: 'https://evil.example/x.json' } } },
      { chart: { ...chart, data: 'https://evil.example/x.json' } },
      { chart: { ...chart, data: { url: 'file:///etc/passwd' } } },
      { chart: { ...chart, mark: 'image' } },
      { chart: { ...chart, type: 'image' } },
      { chart: { ...chart, y: 'price' } },
    ] as JsonObject[]) {
      const { outcome, files } = await call(args);

      expect(outcome).toMatchObject({ ok: false, error: { code: 'TOOL_ARGUMENTS_INVALID' } });
      expect(files).toEqual([]);
    }
  });

  it('shows what looks like an expression or a link as the text it is', async () => {
    const hostile =
      '{"signal":"open(1)"} datum.constructor javascript:alert(1) <image href="http://x"/>';
    const svg = await svgOf({
      chart: {
        type: 'bar',
        title: hostile,
        data: [{ [hostile]: hostile, y: 1 }],
        x: hostile,
        y: 'y',
      },
    });

    expect(svg).not.toMatch(/<image|<script|<a /);
    expect(svg).toContain('datum.constructor');
  });

  it('draws five thousand rows of extreme figures', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => ({
      t: at % 2 === 0 ? '0001-01-01' : '9999-12-31',
      v: [1e308, -1e308, 5e-324, 0][at % 4] ?? 0,
    }));

    for (const type of ['line', 'bar', 'pie', 'scatter']) {
      const { outcome } = await call({
        chart: { type, data: rows, x: 't', y: 'v' },
        format: 'svg',
      });
      expect(outcome).toMatchObject({ ok: true });
    }
  });
});
