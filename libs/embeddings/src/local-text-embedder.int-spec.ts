import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { cosineSimilarity, EmbedderUnavailable, LocalTextEmbedder } from './index.js';

const compiled = new URL('../../../dist/libs/embeddings/src/', import.meta.url);
const threadEntry = new URL('./embedder.thread.js', compiled);
const run = promisify(execFile);

describe(LocalTextEmbedder, () => {
  const embedder = new LocalTextEmbedder({ threadEntry });
  afterAll(() => embedder.stop());

  const similarity = async (left: string, right: string): Promise<number> => {
    const [one, other] = await embedder.embed([left, right]);
    return cosineSimilarity(one ?? new Float32Array(), other ?? new Float32Array());
  };

  it('gives one vector of 384 numbers and length 1 per text, in their order', async () => {
    const vectors = await embedder.embed(['one text', 'another text', 'one text']);

    expect(vectors.map(({ length }) => length)).toEqual([384, 384, 384]);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('finds a paraphrase nearer than other words on another matter', async () => {
    const paraphrase = await similarity('How do I fetch a web page?', 'download from a URL');
    const unrelated = await similarity('How do I fetch a web page?', 'How do I feed a tired cat?');

    expect(paraphrase).toBeGreaterThan(unrelated + 0.15);
  });

  it('gives a text the same vector whoever stands beside it', async () => {
    const fresh = new LocalTextEmbedder({ threadEntry, cacheSize: 0 });
    const [alone] = await fresh.embed(['quarterly revenue']);
    const [, among] = await fresh.embed(['a', 'quarterly revenue', 'b'.repeat(2_000)]);
    await fresh.stop();

    expect(among).toEqual(alone);
  });

  it('takes empty text, text of any length and half a surrogate pair', async () => {
    const texts = ['', 'word '.repeat(200_000), '\ud800'];

    const vectors = await embedder.embed(texts);

    expect(vectors.every((vector) => vector.every(Number.isFinite))).toBe(true);
  });

  it('is not harmed by a caller that changes its vector', async () => {
    const [first] = await embedder.embed(['mine']);
    first?.fill(0);
    const [second] = await embedder.embed(['mine']);

    expect(Math.hypot(...(second ?? []))).toBeCloseTo(1, 5);
  });

  it('serves many callers at once', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `caller number ${index % 10}`);

    const vectors = await Promise.all(texts.map((text) => embedder.embed([text])));

    expect(vectors[3]).toEqual(vectors[13]);
    expect(vectors[3]).not.toEqual(vectors[4]);
  });

  it('lets go at once of a caller who gives up, and serves the next', async () => {
    const caller = new AbortController();
    const given = embedder.embed(['not wanted any more', 'nor this'], caller.signal);
    caller.abort(new Error('enough'));

    await expect(given).rejects.toThrow('enough');
    await expect(embedder.embed(['next'])).resolves.toHaveLength(1);
  });
});

describe('an embedder that cannot', () => {
  it('refuses every call after it was stopped, those that wait included', async () => {
    const embedder = new LocalTextEmbedder({ threadEntry });
    const waiting = embedder.embed(['first', 'second']).catch((error: unknown) => error);
    await embedder.stop();

    expect(await waiting).toBeInstanceOf(EmbedderUnavailable);
    await expect(embedder.embed(['late'])).rejects.toThrow('it has been stopped');
  });

  it('says which file of the model is missing', async () => {
    const modelFolder = mkdtempSync(join(tmpdir(), 'no-model-'));
    const embedder = new LocalTextEmbedder({ threadEntry, modelFolder });

    await expect(embedder.embed(['text'])).rejects.toThrow(/model_int8\.onnx/);
    await embedder.stop();
  });

  it('starts another thread after one has died', async () => {
    const entry = join(mkdtempSync(join(tmpdir(), 'dying-')), 'dies.mjs');
    writeFileSync(entry, `throw new Error('out of memory')`);
    const embedder = new LocalTextEmbedder({ threadEntry: pathToFileURL(entry) });
    await expect(embedder.embed(['text'])).rejects.toThrow('out of memory');

    writeFileSync(entry, `await import(${JSON.stringify(threadEntry.href)})`);

    await expect(embedder.embed(['text'])).resolves.toHaveLength(1);
    await embedder.stop();
  });

  it('lets a process end that has its vectors, and not before', async () => {
    const program = `
      import { LocalTextEmbedder } from ${JSON.stringify(new URL('./local-text-embedder.js', compiled).href)};
      const embedder = new LocalTextEmbedder();
      await embedder.embed(['text']);
      console.log('embedded');`;

    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 30_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    });

    expect(stdout).toBe('embedded\n');
  });
});
