import type { JsonObject, JsonValue } from '#protocol';
import { createJsonQuery } from './json-query/json-query.js';
import { openSources } from './source/sources.js';
import { createTemplateEngine } from './template/template-engine.js';
import { createTextSearch } from './text-search/text-search.js';
import { ToolBox } from './tool-box.js';
import type { ToolOutcome } from './tool-call.js';
import { ToolExecutor } from './tool-executor.js';

// The threads run what `npm run build` made of the sources.
const built = (path: string): URL =>
  new URL(`../../../dist/libs/tools/src/${path}`, import.meta.url);
const read = openSources(() => Promise.reject(new Error('nothing is fetched here')));
const executor = new ToolExecutor(
  new ToolBox([
    createJsonQuery({ read, threadEntry: built('json-query/json-query.thread.js') }),
    createTemplateEngine({ threadEntry: built('template/template.thread.js') }),
    createTextSearch({ read, threadEntry: built('text-search/text-search.thread.js') }),
  ]),
);

const call = (
  name: string,
  args: JsonObject,
  results: Readonly<Record<string, JsonValue>> = {},
): Promise<ToolOutcome> =>
  executor.execute(
    { id: 'c9', name, arguments: args, idempotencyKey: 'k' },
    {
      allowed: ['json_query', 'template_engine', 'text_search'],
      signal: new AbortController().signal,
      priorResult: (id) => results[id],
    },
  );

describe('json_query', () => {
  it('answers from what is given and from what an earlier call returned', async () => {
    const data = { rows: [{ n: 1 }, { n: 2 }] };

    expect(await call('json_query', { query: 'sum(rows[].n)', data })).toMatchObject({
      ok: true,
      result: { result: 3 },
    });
    expect(
      await call('json_query', { query: 'rows[-1].n', source: 'step:c1' }, { c1: data }),
    ).toMatchObject({ result: { result: 2 } });
  });

  it('ends a query that grows beyond its memory, and answers the next', async () => {
    const query = Array.from({ length: 60 }, () => '[@,@]').join('|');

    expect(await call('json_query', { query, data: { a: 'x'.repeat(100) } })).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/TOOL_FAILED|TOOL_RESULT_TOO_LARGE/) as string },
    });
    expect(await call('json_query', { query: 'a', data: { a: 1 } })).toMatchObject({ ok: true });
  });

  it('outlives a query that asks for more in one piece than a process has', async () => {
    const query = "pad_right('x', `400000000`, 'y')";

    expect(await call('json_query', { query, data: 1 })).toMatchObject({ ok: false });
    expect(await call('json_query', { query: 'a', data: { a: 1 } })).toMatchObject({ ok: true });
  });

  it('wants either the data or a source', async () => {
    for (const args of [{ query: 'a' }, { query: 'a', data: 1, source: 'step:c1' }]) {
      expect(await call('json_query', args)).toMatchObject({
        error: { code: 'TOOL_ARGUMENTS_INVALID', message: 'give either data or source' },
      });
    }
  });
});

describe('text_search', () => {
  it('finds one line in five megabytes', async () => {
    const filler = Array.from(
      { length: 60_000 },
      (_, at) => `Paragraph ${String(at)} is about nothing that anybody would look for.\n`,
    );
    filler[41_000] = 'The penalty is 4,711 euros.\n';

    expect(
      await call('text_search', { query: 'penalty', source: 'step:c1' }, { c1: filler.join('\n') }),
    ).toMatchObject({
      ok: true,
      result: { total: 1, matches: [{ line: 82_001, text: 'The penalty is 4,711 euros.' }] },
    });
  });
});

describe('template_engine', () => {
  it('renders in a thread and tells what was missing', async () => {
    const args = { template: '{{ a }} {{ b }}', data: { a: '<1>' }, format: 'html' };

    expect(await call('template_engine', args)).toMatchObject({
      ok: true,
      result: { format: 'html', text: '&lt;1&gt; ', missing: ['b'] },
    });
  });

  it('refuses ten megabytes of template, and ends one that never ends', async () => {
    const endless =
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{% endfor %}{% endfor %}{% endfor %}';

    expect(
      await call('template_engine', { template: 'x'.repeat(10_000_000), data: {} }),
    ).toMatchObject({ error: { code: 'TOOL_ARGUMENTS_INVALID' } });
    expect(await call('template_engine', { template: endless, data: {} })).toMatchObject({
      error: { code: 'TOOL_ARGUMENTS_INVALID' },
    });
  });
});
