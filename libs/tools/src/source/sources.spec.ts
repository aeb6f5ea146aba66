import type { JsonObject, JsonValue } from '#protocol';
import { EgressDenied } from '../egress/egress.errors.js';
import type { GuardedRequest, GuardedResponse } from '../egress/guarded-request.js';
import { jsonIn, textIn } from './source-text.js';
import { openSources, sourceTraits, type SourceContent } from './sources.js';

const results: Readonly<Record<string, JsonValue>> = {
  text: 'plain',
  page: { status: 200, body: '{"a": 1}' },
  api: { status: 200, json: { a: 2 } },
  figures: { rows: 3 },
  missing: { status: 404, body: 'no' },
};

async function read(
  source: string,
  answer: Partial<GuardedResponse> | Error = {},
  settings: JsonObject = {},
): Promise<SourceContent & { readonly sent: readonly GuardedRequest[] }> {
  const sent: GuardedRequest[] = [];
  const sources = openSources(async (request) => {
    sent.push(request);
    if (answer instanceof Error) throw answer;
    return { status: 200, url: request.url, headers: {}, body: new Uint8Array(), ...answer };
  });
  const content = await sources(source, {
    signal: new AbortController().signal,
    settings,
    priorResult: (id) => results[id],
    toolName: 'json_query',
  });
  return { ...content, sent };
}

describe(openSources, () => {
  it('gives what an earlier call returned, as text or as JSON', async () => {
    expect(textIn(await read('step:text'))).toBe('plain');
    expect(jsonIn(await read('step:page'))).toEqual({ a: 1 });
    expect(jsonIn(await read('api'))).toEqual({ a: 2 });
    expect(jsonIn(await read('step:figures'))).toEqual({ rows: 3 });
    expect(textIn(await read('step:figures'))).toContain('"rows": 3');
  });

  it('fetches a URL on the guarded way out, within the settings of the tool', async () => {
    const answer = { headers: { 'content-type': 'application/json' }, body: Buffer.from('[1]') };

    const content = await read('https://data.example/x.json', answer, {
      allowed_domains: ['data.example'],
      max_response_size: 10,
    });

    expect(jsonIn(content)).toEqual([1]);
    expect(content.sent).toMatchObject([
      {
        url: 'https://data.example/x.json',
        allowedDomains: ['data.example'],
        limits: { maxBytes: 10 },
      },
    ]);
  });

  it.each([
    ['step:nobody', {}, 'no earlier call "nobody"'],
    ['step:missing', {}, 'call "missing" was answered with status 404'],
    ['file:///etc/passwd', {}, 'no earlier call'],
    ['https://a.example/', { status: 500 }, 'was answered with status 500'],
    ['http://10.0.0.1/', new EgressDenied('private'), 'the address is refused: private'],
  ])('says why %s cannot be read', async (source, answer, message) => {
    await expect(read(source, answer)).rejects.toThrow(message);
  });

  it('reads a file of the workspace, within the size that the settings of the tool allow', async () => {
    const asked: unknown[] = [];
    const sources = openSources(() => Promise.reject(new Error('Nothing is fetched.')));
    const reading = {
      signal: new AbortController().signal,
      settings: { max_response_size: 2_000 },
      priorResult: () => undefined,
      toolName: 'json_query',
      artifacts: {
        read: (reference: string, maxBytes: number) => {
          asked.push([reference, maxBytes]);
          return Promise.resolve({ bytes: Buffer.from('[7]'), mediaType: 'application/json' });
        },
      },
    };

    expect(jsonIn(await sources('artifact:art_1', reading))).toEqual([7]);
    expect(asked).toEqual([['artifact:art_1', 2_000]]);
  });

  it('says that an agent without files can read none', async () => {
    await expect(read('artifact:art_1')).rejects.toThrow('no files');
  });

  it('says that binary content is no text, and text no JSON', async () => {
    const binary = { bytes: Buffer.from('%PDF-1.7'), contentType: 'application/pdf' };

    expect(() => textIn(binary)).toThrow('binary');
    expect(() => jsonIn({ value: 'plain' })).toThrow('not JSON');
  });
});

describe('a call that reads a source', () => {
  it('reads what others wrote if the source is a file, without going out', () => {
    const file = { source: 'artifact:art_1' };

    expect(sourceTraits.readsOutsideOf(file)).toBe(true);
    expect(sourceTraits.methodOf(file)).toBeUndefined();
  });

  it('is a GET that reads what others wrote if the source is a URL, and neither otherwise', () => {
    const url = { source: 'https://data.example/x' };

    expect(sourceTraits.readsOutsideOf(url)).toBe(true);
    expect(sourceTraits.methodOf(url)).toBe('GET');
    for (const args of [{ source: 'step:c1' }, {}, { source: 7 }]) {
      expect(sourceTraits.readsOutsideOf(args)).toBe(false);
      expect(sourceTraits.methodOf(args)).toBeUndefined();
    }
  });

  it('stays within the domains that the policy leaves the tool', async () => {
    const sent: GuardedRequest[] = [];
    const sources = openSources((request) => {
      sent.push(request);
      return Promise.resolve({ status: 200, url: '', headers: {}, body: new Uint8Array() });
    });

    await sources('https://a.example/', {
      signal: new AbortController().signal,
      settings: { allowed_domains: ['example', 'other.test'] },
      domains: ['a.example'],
      priorResult: () => undefined,
      toolName: 'json_query',
    });

    expect(sent).toMatchObject([{ allowedDomains: ['a.example'] }]);
  });
});
