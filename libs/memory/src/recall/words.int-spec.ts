import { createEmbeddedDatabase } from '../../../../test/support/embedded-database.js';
import { describeWith, type TestServer } from '../../../../test/support/test-servers.js';
import { systemCaller } from '#platform';
import { aMemory, aQuery, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { RecalledEntity } from './recall-query.js';

const grounds: [TestServer[], string, () => Promise<TestMemory>][] = [
  [[], 'the embedded Postgres', () => openTestMemory(createEmbeddedDatabase)],
  [['postgres'], 'a real Postgres', () => openTestMemory()],
];
const source = { by: 'DataAnalyzer' };

/** More than are ranked gladly, and more than are looked through for common words. */
const crowd = 6_000;

/** A second between each two of them. */
const insertCrowd = {
  name: 'test.insert-wares',
  text: `
    insert into memory_entities
      (id, workspace_id, place, name, type, content, words, embedded_as, created_by, updated_at)
    select 'ware-' || n, 'default', 'workspace', 'ware-' || n, 'ware', 'A ware in the store',
      to_tsvector('english', 'A ware in the store'), 'topics:1:384', 'test',
      clock_timestamp() - n * interval '1 second'
    from generate_series(1, $1::int) n`,
};

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `words that very many hold, on ${ground}`, () => {
    let test: TestMemory;
    beforeAll(async () => {
      test = await open();
      await test.memory.remember(client, 'workspace', [aMemory('acme', 'A ware of 4711')], source);
      await test.memory.remember(client, 'agent:A', [aMemory('own', 'Ware of mine')], source);
      await run({
        name: 'test.age',
        text: `update memory_entities set updated_at = updated_at - interval '1 day'`,
      });
      await test.database.read(systemCaller, (tx) => tx.rows(insertCrowd, [crowd]));
      await run({ name: 'test.analyze', text: 'analyze memory_entities' });
    });
    afterAll(() => test.end());

    const run = (statement: { name: string; text: string }): Promise<unknown> =>
      test.database.read(systemCaller, (tx) => tx.rows(statement));

    const find = async (
      text: string,
      change: Parameters<typeof aQuery>[1] = {},
    ): Promise<readonly RecalledEntity[]> => {
      const query = aQuery(text, { mode: 'keyword', limit: 3, ...change });
      return (await test.memory.recall(client, query)).entities;
    };

    const names = async (...asked: Parameters<typeof find>): Promise<string[]> =>
      (await find(...asked)).map(({ name }) => name);

    it('lead to what also holds a rare one, however old, and then to the latest', async () => {
      expect(await names('which ware has 4711?')).toEqual(['acme', 'ware-1', 'ware-2']);
      const [best] = await find('ware 4711');
      expect(best).toMatchObject({ name: 'acme', hasAllWords: true, wordRank: 1 });
    });

    it('lead to the latest when all are such', async () => {
      expect(await names('ware store')).toEqual(['ware-1', 'ware-2', 'ware-3']);
    });

    it('lead to all of a small place', async () => {
      expect(await names('ware', { places: ['agent:A'] })).toEqual(['own']);
      const places = ['agent:A', 'workspace'];
      expect(await names('ware', { places, types: ['insight'] })).toEqual(['own']);
    });

    it('are looked for within the type, the place and the time that are asked for', async () => {
      expect(await names('ware 4711', { types: ['ware'] })).toEqual(['ware-1', 'ware-2', 'ware-3']);
      expect(await names('ware 4711', { places: ['agent:B', 'global'] })).toEqual([]);
      expect(await names('ware 4711', { at: { asOf: '2020-01-01T00:00:00Z' } })).toEqual([]);
    });
  });
}
