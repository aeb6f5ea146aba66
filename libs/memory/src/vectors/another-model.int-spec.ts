import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chooseEmbedder, type WatchedTextEmbedder } from '#embeddings';
import { packageRoot, systemCaller } from '#platform';
import { eventually } from '../../../../test/support/eventually.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { EmbeddingServer, type Asked } from '../../../../test/support/embedding-server.js';
import { aQuery, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { openMemory, type OpenMemory } from '../open-memory.js';
import { aCrowd, spreadVector } from './crowd.fixture.js';
import { EntityEmbedder } from './entity-embedder.js';
import { VectorStore } from './vector-store.js';

const crowd = 200;
const length = 96;

/** A process of its own that makes the vectors of another model, and may die of it. */
const program = (databaseUrl: string, baseUrl: string): string => `
  import { openDatabase } from '#platform';
  import { memoryEntities, openMemory } from '#memory';
  import { chooseEmbedder } from '#embeddings';
  const database = await openDatabase({
    url: ${JSON.stringify(databaseUrl)}, pool: 4, entities: memoryEntities,
    sessionLimits: true, onPoolError: () => undefined,
  });
  const settings = { provider: 'openai-compatible', model: 'other', timeoutMs: 5000, baseUrl: ${JSON.stringify(baseUrl)} };
  await openMemory(database, chooseEmbedder(settings, undefined)).vectors.catchUp();
  await database.close();`;

describeWith(['postgres'], `${EntityEmbedder.name} with another model`, () => {
  let test: TestMemory;
  let server: EmbeddingServer;
  let embedder: WatchedTextEmbedder;
  let memory: OpenMemory;
  let onAsked: (asked: Asked, times: number) => void = () => undefined;

  beforeEach(async () => {
    test = await openTestMemory();
    await aCrowd(test.database, { count: crowd, placeOf: () => 'workspace' });
    server = await EmbeddingServer.start((asked, times) => {
      onAsked(asked, times);
      const data = asked.body.input.map((text, index) => ({ index, embedding: vectorOf(text) }));
      return { body: { data } };
    });
    const settings = { provider: 'openai-compatible', model: 'other', timeoutMs: 5_000 } as const;
    embedder = chooseEmbedder({ ...settings, baseUrl: server.url }, test.embedder as never);
    memory = openMemory(test.database, embedder);
  });
  afterEach(async () => {
    onAsked = () => undefined;
    await server.stop();
    await test.end();
  });

  const vectorOf = (text: string): number[] => [
    ...spreadVector(Number(/\d+/.exec(text)?.[0] ?? 0), length),
  ];

  const stored = (): Promise<{ fingerprint: string; entities: number; vectors: number }[]> =>
    test.database.read(systemCaller, (tx) =>
      tx.rows({
        name: 'test.stored-vectors',
        text: `select fingerprint, count(distinct entity_id)::int as entities, count(*)::int as vectors
          from memory_embeddings group by 1 order by 1`,
      }),
    );

  const startProcess = (): ChildProcess =>
    spawn(process.execPath, ['--input-type=module', '-e', program(test.url, server.url)], {
      cwd: packageRoot(),
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });

  const findNames = async (text: string): Promise<string[]> => {
    const { entities } = await memory.memory.recall(client, aQuery(text, { limit: 3 }));
    return entities.map(({ name }) => name);
  };

  it('goes on where a killed process was, and has nothing twice', async () => {
    const killed = startProcess();
    onAsked = (_asked, times) => {
      if (times === 3) killed.kill('SIGKILL');
    };
    const [, signal] = (await once(killed, 'exit')) as [number | null, string];
    expect(signal).toBe('SIGKILL');
    const half = await stored();
    expect(half.map(({ entities }) => entities).reduce((sum, count) => sum + count)).toBe(crowd);
    expect(half).toHaveLength(2);

    onAsked = () => undefined;
    const now = await eventually(
      async () => {
        await memory.vectors.catchUp();
        return stored();
      },
      (seen) => seen.length === 1,
    );
    expect(now).toEqual([
      { fingerprint: 'openai-compatible/other:all', entities: crowd, vectors: crowd },
    ]);
    const asked = server.asked.flatMap(({ body }) => body.input);
    // Only what was on its way when the process died is asked for again.
    expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(32);
  });

  it('answers meanwhile: by the new vectors what has them, by vectors of the search what has none', async () => {
    await memory.vectors.embed();
    expect((await stored()).map(({ entities }) => entities)).toEqual([32, crowd - 32]);
    expect(await findNames('crowd 1')).toContain('crowd-1');
    expect(await findNames('crowd-199')).toContain('crowd-199');
  });

  it('is made by one process at a time', async () => {
    const both = [startProcess(), startProcess()];
    await Promise.all(both.map((child) => once(child, 'exit')));
    await memory.vectors.catchUp();
    const asked = server.asked.flatMap(({ body }) => body.input);
    expect(asked).toHaveLength(crowd);
    expect(new Set(asked).size).toBe(crowd);
  });

  it('leaves the vectors to the process that was started last', async () => {
    const before = openMemory(test.database, test.embedder).vectors;
    await before.catchUp();
    await memory.vectors.catchUp();
    expect(await before.catchUp()).toBe(0);
    expect(await before.embed(['crowd-1'])).toEqual(new Set());
    expect(await stored()).toMatchObject([{ fingerprint: 'openai-compatible/other:all' }]);
  });

  it('gives vectors of any length an index before it stores the first', async () => {
    await memory.vectors.catchUp();
    const [row] = await test.database.read(systemCaller, (tx) =>
      tx.rows({
        name: 'test.near-index',
        text: `select indexdef as definition from pg_indexes
          where indexname = 'memory_embeddings_near_${String(length)}'`,
      }),
    );
    expect(row?.['definition']).toContain(`halfvec(${String(length)})`);
  });

  it('mixes no lengths', async () => {
    await memory.vectors.catchUp();
    const store = new VectorStore(test.database);
    const given = { id: 'crowd-1', version: 1, vectors: [spreadVector(1, 64)] };
    await expect(store.keep([given], embedder.fingerprint)).rejects.toThrow(
      'have 96 numbers; these have 64',
    );
  });

  it('keeps no vectors of what an entity does not say any more', async () => {
    const store = new VectorStore(test.database);
    const given = { id: 'crowd-1', version: 7, vectors: [spreadVector(1, length)] };
    expect(await store.keep([given], embedder.fingerprint)).toEqual([]);
  });
});
