import type { JsonObject, JsonValue } from '#protocol';
import { EgressDenied, EgressFailed } from '../egress/egress.errors.js';
import { explainFailure } from '../egress/explain-failure.js';
import type { GuardedRequest, GuardedResponse } from '../egress/guarded-request.js';
import { ToolFault } from '../tool.errors.js';
import { createHttpClient } from './http-client.js';

type Answer = Partial<Omit<GuardedResponse, 'body'>> & { readonly body?: Uint8Array | string };

/** Calls the tool with a way out that answers this, and gives the result and what was sent. */
async function call(
  args: JsonObject,
  answer: Answer | Error = {},
  settings: JsonObject = {},
): Promise<{ result: JsonObject; sent: GuardedRequest }> {
  const sent: GuardedRequest[] = [];
  const tool = createHttpClient(async (request) => {
    sent.push(request);
    if (answer instanceof Error) throw answer;
    const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
    return { status: 200, url: request.url, headers: {}, ...answer, body: body ?? Buffer.alloc(0) };
  });
  const result: JsonValue = await tool.execute(args, {
    signal: new AbortController().signal,
    idempotencyKey: 'caxton-msg_1-2',
    settings,
    priorResult: () => undefined,
  });
  const [request = { url: '', signal: new AbortController().signal }] = sent;
  return { result: result as JsonObject, sent: request };
}

const url = 'https://data.example/sales.csv';
const typed = (type: string): Answer => ({ headers: { 'content-type': type } });

const faultOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'none',
    (error: unknown) => (error instanceof ToolFault ? `${error.code}: ${error.message}` : 'other'),
  );

describe(createHttpClient, () => {
  it('tells status, type, headers and text', async () => {
    const headers = { 'content-type': 'text/csv', etag: '"1"', 'set-cookie': 'secret=1' };

    const { result } = await call({ url }, { status: 404, headers, body: 'a,b\n' });

    expect(result).toEqual({
      status: 404,
      url,
      content_type: 'text/csv',
      charset: 'utf-8',
      headers: { etag: '"1"' },
      body: 'a,b\n',
      bytes: 4,
      truncated: false,
    });
  });

  it.each([
    ['application/json', '{"a":[1]}', { json: { a: [1] } }],
    ['application/problem+json; charset=utf-8', '[]', { json: [] }],
    ['application/json', '{"a":', { body: '{"a":' }],
    [
      'application/json',
      `${'['.repeat(40)}${']'.repeat(40)}`,
      { body: `${'['.repeat(40)}${']'.repeat(40)}` },
    ],
    ['text/plain; note=application/json', '{}', { body: '{}' }],
    ['text/html', '<p>', { body: '<p>' }],
  ])('gives %s as JSON only where it is', async (type, body, expected) => {
    const { result } = await call({ url }, { ...typed(type), body });

    expect(result).toMatchObject(expected);
    expect(Object.keys(result)).not.toContain('json' in expected ? 'body' : 'json');
  });

  it.each([
    [
      'text/csv; charset=ISO-8859-1',
      Buffer.from('caf\u00e9 \u0080', 'latin1'),
      'caf\u00e9 \u20ac',
      'windows-1252',
    ],
    ['text/csv; charset="shift_jis"', Buffer.from([0x93, 0xfa]), '日', 'shift_jis'],
    ['text/csv', Buffer.from('\ufeffa,b'), 'a,b', 'utf-8'],
    ['text/csv', Buffer.from('caf\u00e9', 'latin1'), 'café', 'windows-1252'],
    ['text/csv', Buffer.from('\ufeffa', 'utf16le'), 'a', 'utf-16le'],
    ['text/csv', Buffer.from([0xfe, 0xff, 0, 0x61]), 'a', 'utf-16be'],
    ['text/csv; charset=nonsense', Buffer.from('é'), 'é', 'utf-8'],
    ['text/csv; charset=utf-8', Buffer.from('caf\u00e9', 'latin1'), 'café', 'windows-1252'],
    ['application/octet-stream', Buffer.from('a;b\n1;2'), 'a;b\n1;2', 'utf-8'],
    ['', Buffer.from('a;b'), 'a;b', 'utf-8'],
  ])('reads %s in its encoding', async (type, body, text, charset) => {
    const { result } = await call({ url }, { ...(type === '' ? {} : typed(type)), body });

    expect(result).toMatchObject({ body: text, charset });
  });

  it.each([
    ['application/octet-stream', Buffer.from([1, 2, 0, 3])],
    ['text/plain', Buffer.from('%PDF-1.7')],
    ['application/vnd.ms-excel', Buffer.from('PK\u0003\u0004xlsx')],
    ['', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ])('refuses what is binary under %s', async (type, body) => {
    expect(await faultOf(call({ url }, { ...typed(type), body }))).toMatch(
      /^TOOL_FAILED: .*binary/,
    );
  });

  it.each(['image/png', 'application/pdf', 'application/zip', 'video/mp4', 'font/woff2'])(
    'does not even read %s',
    async (type) => {
      const { sent } = await call({ url });

      expect(sent.acceptsType?.(type)).toBe(false);
      expect(sent.acceptsType?.('image/svg+xml')).toBe(true);
      expect(sent.acceptsType?.('text/csv')).toBe(true);
      expect(sent.acceptsType?.('')).toBe(true);
    },
  );

  it('adds the query to the URL', async () => {
    const { sent } = await call({ url: `${url}?a=1`, query: { b: 'x y&z', c: 2, d: true } });

    expect(sent.url).toBe(`${url}?a=1&b=x+y%26z&c=2&d=true`);
    expect(sent.method).toBe('GET');
    expect(sent.body).toBeUndefined();
  });

  it('posts JSON or text, with the key that makes it the same call when repeated', async () => {
    const json = await call({ url, method: 'POST', json: { a: [1] } });
    const text = await call({
      url,
      method: 'POST',
      body: 'a=1',
      headers: { 'Content-Type': 'text/x' },
    });

    expect(json.sent.body).toBe('{"a":[1]}');
    expect(json.sent.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'caxton-msg_1-2',
    });
    expect(text.sent.body).toBe('a=1');
    expect(text.sent.headers).toMatchObject({ 'content-type': 'text/x' });
  });

  it('posts with the key of the call, whatever the model writes', async () => {
    const headers = { 'Idempotency-Key': 'mine', 'idempotency-key': 'mine, too' };
    const { sent } = await call({ url, method: 'POST', json: 1, headers });

    expect(sent.headers).toMatchObject({ 'idempotency-key': 'caxton-msg_1-2' });
    expect(JSON.stringify(sent.headers)).not.toContain('mine');
  });

  it.each([
    [{ url, body: 'x' }, 'a GET has no body'],
    [{ url, json: null }, 'a GET has no body'],
    [{ url, method: 'POST', body: 'x', json: 1 }, 'either body or json'],
    [{ url: '/sales.csv' }, 'absolute URL'],
  ])('refuses %j', async (args, message) => {
    expect(await faultOf(call(args))).toMatch(new RegExp(`^TOOL_ARGUMENTS_INVALID: .*${message}`));
  });

  it('is as safe as the method is', () => {
    const tool = createHttpClient(() => Promise.reject(new Error('not called')));

    expect(tool.safety).toBe('read_only');
    expect(tool.safetyOf?.({ url })).toBe('read_only');
    expect(tool.safetyOf?.({ url, method: 'POST' })).toBe('unsafe');
  });

  it('keeps to the limits of the agent, which may only be lower', async () => {
    const low = {
      timeout: '5s',
      max_redirects: 1,
      max_response_size: '500KB',
      allowed_domains: ['data.example'],
      user_agent: 'Me/1',
    };
    const high = {
      timeout: '10m',
      max_redirects: 50,
      max_response_size: '1000MB',
      verify_ssl: false,
    };

    const lowered = (await call({ url }, {}, low)).sent;
    const raised = (await call({ url }, {}, high)).sent;
    const followed = (await call({ url }, {}, { follow_redirects: false, timeout: 2 })).sent;

    expect(lowered.limits).toMatchObject({ totalMs: 5_000, maxRedirects: 1, maxBytes: 512_000 });
    expect(lowered.allowedDomains).toEqual(['data.example']);
    expect(lowered.headers).toMatchObject({ 'user-agent': 'Me/1' });
    expect(raised.limits).toMatchObject({ totalMs: 60_000, maxRedirects: 3, maxBytes: 5_242_880 });
    expect(raised.allowedDomains).toBeUndefined();
    expect(followed.limits).toMatchObject({ totalMs: 2_000, maxRedirects: 0 });
  });

  it('waits for the first byte and for the next as long as for the whole', async () => {
    const sent = (await call({ url }, {}, { timeout: '45s' })).sent;
    const usual = (await call({ url })).sent;

    expect(sent.limits).toMatchObject({ totalMs: 45_000, headersMs: 45_000, idleMs: 45_000 });
    expect(usual.limits).toMatchObject({ totalMs: 30_000, headersMs: 30_000, idleMs: 30_000 });
  });

  it.each([
    [{ timeout: 'soon' }, 'timeout'],
    [{ max_response_size: 'much' }, 'max_response_size'],
    [{ allowed_domains: 'data.example' }, 'allowed_domains'],
    [{ user_agent: 'a\r\nb' }, 'user_agent'],
  ])('names the setting that is not valid: %j', async (settings, name) => {
    expect(await faultOf(call({ url }, {}, settings))).toMatch(
      `TOOL_FAILED: the agent's tool_config.http_client.${name}`,
    );
  });

  it('tells why nothing came back', async () => {
    const fault = (error: Error, args: JsonObject = { url }): Promise<string> =>
      faultOf(call(args, error));

    expect(await fault(new EgressDenied('x'))).toMatch(/^EGRESS_DENIED/);
    const redirect = new EgressDenied('x', { isRedirect: true });
    expect(await fault(redirect)).toBe('EGRESS_REDIRECT_DENIED: the address is refused: x');
    expect(await fault(redirect, { url, method: 'POST' })).toMatch(
      /^EGRESS_REDIRECT_DENIED.*was sent and may have taken effect, do not repeat it/,
    );
    expect(await fault(new EgressFailed('EGRESS_TIMEOUT', 'late'))).toBe('TOOL_TIMEOUT: late');
    expect(await fault(new EgressFailed('EGRESS_TOO_LARGE', 'big'))).toMatch(
      /^TOOL_RESULT_TOO_LARGE/,
    );
    expect(await fault(new EgressFailed('EGRESS_CONTENT_TYPE', 'of the type image/png'))).toMatch(
      /image\/png; only text/,
    );
    expect(await fault(new EgressFailed('EGRESS_INVALID_REQUEST', 'x'))).toMatch(
      /^TOOL_ARGUMENTS_INVALID/,
    );
    expect(await fault(new EgressFailed('EGRESS_UNREACHABLE', 'x'))).toMatch(/^TOOL_FAILED/);
    expect(await fault(new Error('boom'))).toBe('other');
  });

  it('does not claim to know what a POST did whose answer did not come', async () => {
    const fault = (error: Error): Promise<string> => faultOf(call({ url, method: 'POST' }, error));

    for (const code of [
      'EGRESS_TIMEOUT',
      'EGRESS_UNREACHABLE',
      'EGRESS_INVALID_RESPONSE',
    ] as const) {
      expect(await fault(new EgressFailed(code, 'lost'))).toMatch(
        /^OUTCOME_UNKNOWN: lost; .*do not repeat it/,
      );
    }
    const refused = explainFailure(Object.assign(new Error(), { code: 'ECONNREFUSED' }));
    expect(await fault(refused)).toMatch(/^TOOL_FAILED: nothing listens there/);
    expect(await fault(new EgressFailed('EGRESS_TOO_LARGE', 'big'))).toMatch(/^TOOL_RESULT/);
  });
});
