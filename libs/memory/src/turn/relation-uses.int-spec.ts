import { relationRecord } from '#protocol';
import type { Caller } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { grounds, places, Related } from '../graph/related.fixture.js';
import { aMemory, client, type TestMemory } from '../memory.fixture.js';
import type { RankedMemory } from '../context/rank-memories.js';
import { storeTurn } from './store-turn.js';

const asked = { text: 'Sales', places, minSimilarity: 0.5, hybrid: false, limit: 10 };
const others: Caller = { ...client, workspace: 'theirs' };

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `what relations led to, on ${ground}`, () => {
    let test: TestMemory;
    let related: Related;

    beforeAll(async () => {
      test = await open();
      related = new Related(test);
    });
    afterAll(() => test.end());
    beforeEach(async () => {
      await related.begin();
      await test.memory.remember(client, 'workspace', [aMemory('rain', 'It rains')], { by: 'A' });
    });

    const shown = (): Promise<RankedMemory[]> => test.turns.find(client, asked, new Date());

    /** A turn that uses all that it is shown. */
    const take = async (
      messageId: string,
      { as = client, forget = [] }: { as?: Caller; forget?: readonly string[] } = {},
    ): Promise<void> => {
      const found = await shown();
      for (const name of forget) await test.keeping.forget(client, 'workspace', name);
      const used = {
        entities: found.map(({ id }) => id),
        relations: found.flatMap(({ through }) => (through === undefined ? [] : [through])),
      };
      const source = { by: 'DataAnalyzer', messageId };
      await test.database.transaction(as, (tx) =>
        storeTurn(tx, { place: 'workspace', source, notes: [], used }),
      );
    };

    const told = async (id: string): Promise<string[] | undefined> =>
      (await test.audit.whyRelation(client, places, id))?.uses.map((use) => use.message_id);

    it('is named with the memory that would not have been shown without', async () => {
      expect((await shown()).map(({ name }) => name)).not.toContain('rain');
      const { id } = await related.relate({ to: 'rain', strength: 1 });
      await related.relate({ from: 'b', to: 'rain', strength: 0.6 });
      await related.relate({ to: 'b', strength: 1 });
      const through = (await shown()).map((memory) => [memory.name, memory.through] as const);
      expect(new Map(through)).toEqual(
        new Map([...['a', 'b', 'c', 'd'].map((name) => [name, undefined] as const), ['rain', id]]),
      );
    });

    it('is kept with the commit that used it, and told of the relation', async () => {
      const from = { by: 'DataAnalyzer', messageId: 'msg-1' };
      const { id } = await related.relate({ to: 'rain', strength: 1 }, from);
      await take('msg-2');
      await take('msg-2');
      await take('msg-3', { as: others });
      await test.memory.remember(client, 'workspace', [aMemory('mud', 'Mud follows')], {
        ...{ by: 'DataAnalyzer', messageId: 'msg-2' },
      });
      expect(await test.audit.whyRelation(client, places, id)).toMatchObject({
        relation: { source_message_id: 'msg-1', from: 'a', to: 'rain', versions: [{ version: 1 }] },
        uses: [{ message_id: 'msg-2' }],
        useCount: 1,
      });
      const impact = await test.audit.impactOfRelation(client, places, id);
      expect(impact?.learned.map(({ name }) => name)).toEqual(['mud']);
      expect(impact?.useCount).toBe(1);
      expect(await test.audit.whyRelation(client, ['agent:B'], id)).toBeUndefined();
    });

    it('goes with the relation, and comes from no turn once that is gone', async () => {
      const { id } = await related.relate({ to: 'rain', strength: 1 });
      await take('msg-1');
      await test.keeping.forget(client, 'workspace', 'rain');
      await test.memory.remember(client, 'workspace', [aMemory('rain', 'It rains')], { by: 'A' });
      await related.relate({ to: 'rain', strength: 1 });
      await take('msg-2', { forget: ['rain'] });
      expect(await told(id)).toBeUndefined();
      const left = await test.database.read(client, (tx) =>
        tx.rows({ name: 'test.led', text: 'select message_id from memory_relation_uses' }),
      );
      expect(left).toEqual([]);
    });

    it('moves with the relation, of both sides, and not that of other workspaces', async () => {
      const { id } = await related.relate({ to: 'rain', strength: 1 });
      await take('msg-1');
      await take('msg-3', { as: others });
      const records = await exported();
      expect(records).toMatchObject([{ uses: [{ message_id: 'msg-1' }] }]);
      await test.keeping.forget(client, 'workspace', 'rain');
      await test.memory.remember(client, 'workspace', [aMemory('rain', 'It rains')], { by: 'A' });
      await bring(records);
      expect(await exported()).toEqual(records);
      await related.relate({ to: 'rain', strength: 0.9 });
      await take('msg-2');
      const [record] = records;
      const later = { strength: 0.8, updated_at: '2999-01-01T00:00:00Z' };
      await bring([
        { ...record, ...later, uses: [{ message_id: 'msg-0', used_at: '2020-01-01T00:00:00Z' }] },
      ]);
      expect((await told(id))?.sort()).toEqual(['msg-0', 'msg-1', 'msg-2']);
    });

    const exported = async (): Promise<object[]> => {
      const found: object[] = [];
      for await (const page of test.exporter.relations(client, { places })) {
        found.push(...page.map((text) => JSON.parse(text) as object));
      }
      return found;
    };

    const bring = async (records: readonly object[]): Promise<void> => {
      const how = { strategy: 'update_existing', isDryRun: false } as const;
      const incoming = test.beginImport(client, how);
      for (const [line, record] of records.entries()) {
        const placed = { line, place: 'workspace', record: relationRecord.parse(record) };
        await incoming.addRelation(placed, 100);
      }
      await incoming.finish();
    };
  });
}
