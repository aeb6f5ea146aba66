import { createEmbeddedDatabase } from '../../../../test/support/embedded-database.js';
import { describeWith, type TestServer } from '../../../../test/support/test-servers.js';
import { EmbedderUnavailable } from '#embeddings';
import { systemCaller } from '#platform';
import { aMemory, aQuery, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { openMemory } from '../open-memory.js';
import { aCrowd } from '../vectors/crowd.fixture.js';
import type { RecalledEntity } from './recall-query.js';

const source = { by: 'DataAnalyzer' };
const others = 250;

function round(similarity: number): number {
  return Math.round(similarity * 1_000) / 1_000;
}

const grounds: [TestServer[], string, () => Promise<TestMemory>][] = [
  [[], 'the embedded Postgres', () => openTestMemory(createEmbeddedDatabase)],
  [['postgres'], 'a real Postgres', () => openTestMemory()],
];

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `what has no vectors yet, on ${ground}`, () => {
    let test: TestMemory;
    beforeAll(async () => {
      test = await open();
    });
    afterAll(() => test.end());
    beforeEach(async () => {
      test.embedder.isAvailable = true;
      await test.memory.clear(client, 'workspace');
    });

    /** As if the model came back just after it was stored. */
    const rememberWithoutVectors = async (
      ...memories: ReturnType<typeof aMemory>[]
    ): Promise<void> => {
      test.embedder.isAvailable = false;
      const { embedded } = await test.memory.remember(client, 'workspace', memories, source);
      expect(embedded.size).toBe(0);
      test.embedder.isAvailable = true;
    };

    const find = async (...query: Parameters<typeof aQuery>): Promise<readonly RecalledEntity[]> =>
      (await test.memory.recall(client, aQuery(...query))).entities;

    const told = async (
      ...query: Parameters<typeof aQuery>
    ): Promise<[string, number | undefined][]> =>
      (await find(...query)).map(({ name, similarity }) => [name, similarity && round(similarity)]);

    it.each(['semantic', 'hybrid'] as const)(
      'tells the same similarity before something has its vector and after (%s)',
      async (mode) => {
        await test.memory.remember(client, 'workspace', [aMemory('known', 'Sales')], source);
        await rememberWithoutVectors(aMemory('new', 'Sales in season'), aMemory('far', 'Weather'));
        const before = await told('how sales went', { mode });
        await test.vectors.catchUp();
        const after = await told('how sales went', { mode });
        expect(before.map(([name]) => name)).toEqual(['known', 'new']);
        expect(before).toEqual(after);
      },
    );

    it('leaves out what has no vector yet and is too far, though it shares words', async () => {
      await rememberWithoutVectors(aMemory('shop', 'Umbrella sales'));
      expect(await find('umbrella colours')).toEqual([]);
      expect(await find('umbrella colours', { mode: 'hybrid' })).toEqual([]);
      expect(await told('umbrella', { mode: 'hybrid' })).toEqual([['shop', 0.05]]);
    });

    it('goes by what is said now, not by the vector of what was said before', async () => {
      const prefers = (content: string): ReturnType<typeof aMemory> => ({
        ...{ name: 'acme', type: 'firm', observations: [{ content, predicate: 'prefers' }] },
      });
      await test.memory.remember(client, 'workspace', [prefers('Acme looks at the price')], source);
      await rememberWithoutVectors(prefers('Acme looks at the weather'));
      expect(await find('price')).toEqual([]);
      expect(await told('weather')).toEqual([['acme', 1]]);
    });

    it('asks the model for nothing but the query where everything has its vectors', async () => {
      await test.memory.remember(client, 'workspace', [aMemory('known', 'Sales')], source);
      test.embedder.asked.length = 0;
      await find('sales', { mode: 'semantic' });
      await find('sales', { mode: 'hybrid' });
      expect(test.embedder.asked).toEqual([['sales'], ['sales']]);
    });

    it('asks for a few texts at once, however much has no vectors', async () => {
      await rememberWithoutVectors(aMemory('old_umbrella', 'Weather'));
      await age('old_umbrella');
      await crowdWithoutVectors(others);
      await rememberWithoutVectors(aMemory('latest', 'Pricey'));
      test.embedder.asked.length = 0;
      const found = await find('umbrella, weather and price');
      // One by its words, behind hundreds of others; one, which shares none, because it is the latest.
      expect(found.map(({ name }) => name)).toEqual(['old_umbrella', 'latest']);
      expect(test.embedder.asked.map(({ length }) => length)).toEqual([1, 20]);
    });

    it('finds by meaning what has its vector when the model makes no other', async () => {
      await test.memory.remember(client, 'workspace', [aMemory('known', 'Sales')], source);
      await rememberWithoutVectors(aMemory('new_umbrella', 'Sales'));
      const { fingerprint, dimensions } = test.embedder;
      const one = {
        ...{ fingerprint, dimensions },
        embed: (texts: readonly string[]): Promise<Float32Array[]> =>
          texts[0]?.includes('umbrella (insight)') === true
            ? Promise.reject(new EmbedderUnavailable('the test says so'))
            : test.embedder.embed(texts),
      };
      const { memory } = openMemory(test.database, one);
      const names = async (mode: 'semantic' | 'hybrid'): Promise<[string, string[]]> => {
        const found = await memory.recall(client, aQuery('umbrella', { mode, minSimilarity: 0 }));
        return [found.mode, found.entities.map(({ name }) => name)];
      };
      expect(await names('semantic')).toEqual(['semantic', ['known']]);
      expect(await names('hybrid')).toEqual(['hybrid', ['new_umbrella', 'known']]);
    });

    it('shows a turn what was stored just before it, as near as it is', async () => {
      await rememberWithoutVectors(aMemory('new', 'Sales in season'), aMemory('far', 'Weather'));
      const places = ['workspace'];
      const shown = await test.turns.find(
        client,
        { text: 'how sales went', places, minSimilarity: 0.4, hybrid: true, limit: 5 },
        new Date(),
      );
      expect(shown.map(({ name }) => name)).toEqual(['new']);
      expect(shown[0]?.similarity).toBeCloseTo(Math.SQRT1_2, 2);
    });

    /** The ids of this crowd stand behind those of what is remembered, as if it were older. */
    async function crowdWithoutVectors(count: number): Promise<void> {
      await aCrowd(test.database, { count, placeOf: () => 'workspace' });
      await change(`embedded_as = null where id like 'crowd-%'`);
    }

    /** As if it had been remembered before any crowd. */
    const age = (name: string): Promise<void> => change(`id = '0-' || id where name = '${name}'`);

    async function change(how: string): Promise<void> {
      await test.database.read(systemCaller, (tx) =>
        tx.rows({ name: `test.${how}`.slice(0, 60), text: `update memory_entities set ${how}` }),
      );
    }
  });
}
