import { relationRecord, type MergeStrategy, type RelationRecord } from '#protocol';
import { describeWith } from '../../../../test/support/test-servers.js';
import { retractRelation } from '../audit/retract-relation.js';
import { day, grounds, places, Related } from '../graph/related.fixture.js';
import { client, type TestMemory } from '../memory.fixture.js';
import type { ImportTally } from './import-tally.js';

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `relations on their way, on ${ground}`, () => {
    let test: TestMemory;
    let related: Related;

    beforeAll(async () => {
      test = await open();
      related = new Related(test);
    });
    afterAll(() => test.end());
    beforeEach(() => related.begin());

    const read = async (): Promise<RelationRecord[]> => {
      const found: unknown[] = [];
      for await (const page of test.exporter.relations(client, { places })) {
        found.push(...page.map((text) => JSON.parse(text) as unknown));
      }
      return found.map((one) => relationRecord.parse(one));
    };
    const bring = async (
      records: readonly RelationRecord[],
      strategy: MergeStrategy = 'update_existing',
    ): Promise<ImportTally['counts']> => {
      const incoming = test.beginImport(client, { strategy, isDryRun: false });
      for (const [line, record] of records.entries()) {
        await incoming.addRelation({ line, place: 'workspace', record }, 100);
      }
      await incoming.finish();
      return incoming.tally.counts;
    };
    /** A relation that was changed twice, and ended. */
    const fill = async (): Promise<void> => {
      const metadata = { n: 0.1 };
      await related.relate({ strength: 0.3, metadata }, { by: 'A', messageId: 'msg-1' });
      await related.relate({ strength: 0.7 }, { by: 'B', messageId: 'msg-2' });
      const validity = { validFrom: '2026-01-01T00:00:00.123456Z', validTo: day(9) };
      await related.relate(validity, { by: 'C' });
    };

    it('come back as they were, with all that they had been', async () => {
      await fill();
      const before = await read();
      expect(before).toMatchObject([
        {
          ...{ version: 3, changed_by: 'C', changed_message_id: null },
          ...{ valid_from: '2026-01-01T00:00:00.123456Z', created_by: 'A' },
          history: [
            { version: 1, strength: 0.3, created_by: 'A', source_message_id: 'msg-1' },
            { version: 2, strength: 0.7, created_by: 'B', source_message_id: 'msg-2' },
          ],
        },
      ]);
      await related.begin();
      expect(await read()).toEqual([]);
      expect(await bring(before)).toMatchObject({ relations_imported: 1 });
      expect(await read()).toEqual(before);
      for (const strategy of [
        'update_existing',
        'replace_existing',
        'error_on_conflict',
      ] as const) {
        expect(await bring(before, strategy)).toMatchObject({ relations_skipped: 1 });
      }
      expect(await read()).toEqual(before);
    });

    it('come back as taken back, and an older export does not give them back', async () => {
      const { id } = await related.relate({ strength: 0.25 });
      const older = await read();
      await test.database.transaction(client, (tx) =>
        retractRelation(tx, { places, relation: id }),
      );
      const before = await read();
      expect(before).toMatchObject([{ state: 'retracted', version: 2, history: [{ version: 1 }] }]);
      expect(await bring(older)).toMatchObject({ relations_skipped: 1 });
      expect(await read()).toEqual(before);
      await related.begin();
      expect(await bring(before)).toMatchObject({ relations_imported: 1 });
      expect(await read()).toEqual(before);
      expect(await related.seen('all')).toEqual(['', '']);
      const at = '2999-01-01T00:00:00Z';
      const again = { changed_by: 'B', changed_at: at, updated_at: at };
      const later = { ...older[0], ...again } as RelationRecord;
      expect(await bring([later])).toMatchObject({ relations_updated: 1 });
      expect(await read()).toMatchObject([{ state: 'current', history: [{ strength: 0.25 }] }]);
      expect(await bring(older, 'error_on_conflict')).toMatchObject({ relations_skipped: 1 });
    });

    it('are taken from a file of before they had a history', async () => {
      const old = { from_entity: 'a', to_entity: 'b', relation_type: 'uses', strength: 0.25 };
      const record = relationRecord.parse({ ...old, created_at: day(2), updated_at: day(4) });
      expect(await bring([record])).toMatchObject({ relations_imported: 1 });
      expect(await related.seen({ asOf: day(3) })).toEqual(['b 0.25', '0.25']);
      await related.relate({ validTo: day(6), strength: 0.75 });
      expect(await bring([record], 'replace_existing')).toMatchObject({ relations_updated: 1 });
      expect(await related.seen()).toEqual(['b 0.25', '0.25']);
    });

    it('are merged with what is known, and of both is kept what they were', async () => {
      await related.relate({ strength: 0.25 });
      const state = { confidence: 1, bidirectional: false, metadata: {} };
      const later = {
        ...{ from_entity: 'a', to_entity: 'b', relation_type: 'uses', strength: 0.75, ...state },
        ...{ created_at: day(2), changed_at: '2999-01-01T00:00:00Z', changed_by: 'B' },
        updated_at: '2999-01-01T00:00:00Z',
        history: [{ ...state, strength: 0.5, known_from: day(2), known_to: day(3) }],
      };
      expect(await bring([later])).toMatchObject({ relations_updated: 1 });
      const [merged] = await read();
      expect(merged).toMatchObject({ strength: 0.75, version: 3, changed_by: 'B' });
      expect(merged?.history?.map(({ strength }) => strength)).toEqual([0.5, 0.25]);
      expect(await bring([later])).toMatchObject({ relations_skipped: 1 });
      expect(await read()).toEqual([merged]);
    });
  });
}
