import {
  chooseEmbedder,
  EmbedderUnavailable,
  InvalidEmbedding,
  LocalTextEmbedder,
} from './index.js';
import type { EmbeddingSettings } from './embedding-settings.js';
import {
  EmbeddingServer,
  ollamaAnswer,
  openAiAnswer,
  vectorOf,
} from '../../../test/support/embedding-server.js';
import type { WatchedTextEmbedder } from './watched-text-embedder.js';

const local = new LocalTextEmbedder();
const choose = (settings: Partial<EmbeddingSettings>): WatchedTextEmbedder =>
  chooseEmbedder({ provider: 'local', timeoutMs: 2_000, ...settings }, local);

const lengthOne = (numbers: number[]): number[] => {
  const length = Math.hypot(...numbers);
  return numbers.map((number) => Math.fround(Math.fround(number) / length));
};

describe(chooseEmbedder, () => {
  const servers: EmbeddingServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  const serve = async (
    ...[answer]: Parameters<typeof EmbeddingServer.start>
  ): Promise<EmbeddingServer> => {
    const server = await EmbeddingServer.start(answer);
    servers.push(server);
    return server;
  };

  const compatible = (
    baseUrl: string,
    change: Partial<EmbeddingSettings> = {},
  ): WatchedTextEmbedder =>
    choose({ provider: 'openai-compatible', model: 'bge-m3', baseUrl, ...change });

  it('asks an OpenAI-compatible server in its protocol, and puts its answers in order', async () => {
    const server = await serve(openAiAnswer);
    const embedder = compatible(`${server.url}/v1`, { apiKey: 'sk-1' });

    const vectors = await embedder.embed(['one', 'three']);

    expect(server.asked).toEqual([
      {
        path: '/v1/embeddings',
        authorization: 'Bearer sk-1',
        body: { model: 'bge-m3', input: ['one', 'three'], encoding_format: 'float' },
      },
    ]);
    expect(vectors.map((vector) => [...vector].map((value) => value.toFixed(5)))).toEqual(
      ['one', 'three'].map((text) => lengthOne(vectorOf(text)).map((value) => value.toFixed(5))),
    );
    expect(embedder).toMatchObject({
      fingerprint: 'openai-compatible/bge-m3:all',
      dimensions: 3,
      health: { status: 'ok', provider: 'openai-compatible' },
    });
  });

  it('asks OpenAI for shorter vectors where they are set', async () => {
    const server = await serve(openAiAnswer);
    const embedder = choose({
      ...{ provider: 'openai', apiKey: 'sk-1', baseUrl: server.url, dimensions: 3 },
    });
    await embedder.embed(['x']);
    expect(server.asked[0]?.body).toMatchObject({ model: 'text-embedding-3-small', dimensions: 3 });
    expect(embedder.fingerprint).toBe('openai/text-embedding-3-small:3');
  });

  it('asks an Ollama in its own protocol, also when its URL is given with /v1', async () => {
    const server = await serve(ollamaAnswer);
    const embedder = choose({ provider: 'ollama', baseUrl: `${server.url}/v1` });
    await expect(embedder.embed(['one', 'two'])).resolves.toHaveLength(2);
    expect(server.asked[0]).toMatchObject({
      path: '/api/embed',
      authorization: undefined,
      body: { model: 'nomic-embed-text', input: ['one', 'two'] },
    });
  });

  it('sends many texts in few requests, and none twice', async () => {
    const server = await serve(openAiAnswer);
    const embedder = compatible(server.url);
    const texts = Array.from({ length: 150 }, (_value, n) => 'x'.repeat(n));
    const first = await embedder.embed([...texts, 'x']);
    const again = await embedder.embed(texts.slice(3));
    expect(server.asked.map(({ body }) => body.input.length)).toEqual([64, 64, 22]);
    expect(again[0]).toEqual(first[3]);
    expect(first[150]).toEqual(first[1]);
  });

  it('tries again when the server is overloaded', async () => {
    const server = await serve((asked, times) =>
      times === 1
        ? { status: 503, body: {}, headers: { 'retry-after': '0' } }
        : openAiAnswer(asked),
    );
    await expect(compatible(server.url).embed(['x'])).resolves.toHaveLength(1);
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    ['refuses the key', { status: 401, body: { error: 'sk-1 is wrong' } }, /answered 401; check/],
    ['is at another address', { text: '<html>' }, /another protocol/],
    [
      'gives every number as text',
      { body: { data: [{ index: 0, embedding: Array(4_096).fill('1') }] } },
      /: data\[0\]\.embedding\[0\] must be a number, and 4095 more like it$/,
    ],
    ['says nothing', { body: { data: [] } }, /vectors of 0 numbers/],
  ])('is unavailable, says why and keeps the key to itself when the server %s', async (...row) => {
    const [, answer, message] = row;
    const server = await serve(() => answer);
    const embedder = compatible(server.url, { apiKey: 'sk-1' });
    const error = await embedder.embed(['x']).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(EmbedderUnavailable);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('sk-1');
    expect(embedder.health).toMatchObject({ status: 'failing', reason: (error as Error).message });
    expect(server.asked).toHaveLength(1);
  });

  it('does not follow a redirect, which would carry the key to another host', async () => {
    const thief = await serve(openAiAnswer);
    const server = await serve(() => ({ status: 307, headers: { location: thief.url }, body: {} }));
    await expect(compatible(server.url, { apiKey: 'sk-1' }).embed(['x'])).rejects.toThrow(
      EmbedderUnavailable,
    );
    expect(thief.asked).toEqual([]);
  });

  it('refuses vectors of another length than it had before', async () => {
    const server = await serve(({ body }, times) => ({
      body: {
        data: body.input.map((_text, index) => ({ index, embedding: Array(2 + times).fill(1) })),
      },
    }));
    const embedder = compatible(server.url);
    await embedder.embed(['a']);
    await expect(embedder.embed(['b'])).rejects.toThrow(/4 numbers where 3 are expected/);
  });

  it('gives up a server that does not answer in time', async () => {
    const server = await serve(openAiAnswer);
    await server.stop();
    servers.splice(0);
    const embedder = compatible(server.url, { timeoutMs: 200 });
    await expect(embedder.embed(['x'])).rejects.toThrow(/bge-m3 cannot be reached/);
  });

  it('makes none when none are wanted, which is no failure', async () => {
    const embedder = choose({ provider: 'none' });
    await expect(embedder.embed(['x'])).rejects.toThrow(EmbedderUnavailable);
    expect(embedder.health.status).toBe('off');
  });

  it.each<[string, Partial<EmbeddingSettings>]>([
    ['CAXTON_EMBEDDING_MODEL', { provider: 'openai-compatible', baseUrl: 'http://x' }],
    ['CAXTON_EMBEDDING_BASE_URL', { provider: 'openai-compatible', model: 'm' }],
    ['CAXTON_EMBEDDING_API_KEY', { provider: 'openai' }],
    ['CAXTON_EMBEDDING_PROVIDER', { provider: 'local', model: 'm' }],
  ])('names %s when it is what is missing', (variable, settings) => {
    expect(() => choose(settings)).toThrow(InvalidEmbedding);
    expect(() => choose(settings)).toThrow(variable);
  });
});
