import { describeWith } from '../../../../test/support/test-servers.js';
import { client, type TestMemory } from '../memory.fixture.js';
import { day, grounds, places, Related } from './related.fixture.js';

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `the history of relations, on ${ground}`, () => {
    let test: TestMemory;
    let related: Related;

    beforeAll(async () => {
      test = await open();
      related = new Related(test);
    });
    afterAll(() => test.end());
    beforeEach(() => related.begin());

    it('keeps what a relation was before each change, when it was so, and who said so', async () => {
      await related.relate({ strength: 0.5 }, { by: 'A', messageId: 'msg-1' });
      await related.relate({ strength: 0.5 }, { by: 'A', messageId: 'msg-2' });
      await related.relate(
        { confidence: 0.25, metadata: { by: 'hand' } },
        { by: 'B', messageId: 'msg-3' },
      );
      const { id } = await related.relate({ bidirectional: true }, { by: 'C', messageId: 'msg-4' });
      const { version } = await related.relate(
        { validTo: day(9) },
        { by: 'D', messageId: 'msg-5' },
      );
      expect(version).toBe(4);
      const relation = await test.view.relation(client, places, id);
      expect(relation).toMatchObject({ from: 'a', to: 'b', type: 'uses', created_by: 'A' });
      const still = { strength: 0.5, bidirectional: false, valid_to: null };
      const changed = { confidence: 0.25, metadata: { by: 'hand' } };
      expect(relation?.versions).toMatchObject([
        { ...still, version: 1, confidence: 1, metadata: {}, created_by: 'A' },
        { ...still, ...changed, version: 2, created_by: 'B', source_message_id: 'msg-3' },
        {
          ...changed,
          version: 3,
          bidirectional: true,
          created_by: 'C',
          source_message_id: 'msg-4',
        },
        { version: 4, valid_to: new Date(day(9)), created_by: 'D', source_message_id: 'msg-5' },
      ]);
      const ends = relation?.versions.map(({ known_to }) => known_to?.getTime()) ?? [];
      const starts = relation?.versions.map(({ known_from }) => known_from.getTime()) ?? [];
      expect(ends).toEqual([...starts.slice(1), undefined]);
      expect(await test.view.relation(client, ['agent:A'], id)).toBeUndefined();
    });

    it('forgets nothing that two writers say at the same time', async () => {
      const strengths = [0.125, 0.25, 0.375, 0.5, 0.625, 0.75];
      const [first] = await Promise.all(strengths.map((strength) => related.relate({ strength })));
      const relation = await test.view.relation(client, places, first?.id ?? '');
      const kept = relation?.versions ?? [];
      expect(kept.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(kept.map(({ strength }) => strength).sort()).toEqual(strengths);
      const isOrdered = kept.every(
        ({ known_from, known_to }) => known_from <= (known_to ?? new Date()),
      );
      expect(isOrdered).toBe(true);
    });

    it('blames nobody for a validity that he does not name', async () => {
      const { id } = await related.relate();
      await related.run(`update memory_relations
        set valid_from = '${day(9)}', valid_to = '${day(8)}' where id = '${id}'`);
      expect(await related.relate({ strength: 0.75 })).toMatchObject({ strength: 0.75 });
    });

    it('refuses what would end before it begins, also against what is known', async () => {
      await related.relate({ validFrom: day(9) });
      const refusal = {
        code: 'INVALID_REQUEST',
        message: expect.stringContaining('valid_to') as string,
      };
      await expect(related.relate({ validTo: day(8) })).rejects.toMatchObject(refusal);
      const inverted = { to: 'c', validFrom: day(9), validTo: day(8) };
      await expect(related.relate(inverted)).rejects.toMatchObject(refusal);
      expect(await related.relate({ validFrom: null, validTo: day(8) })).toMatchObject({
        ...{ version: 2, valid_from: null, valid_to: new Date(day(8)) },
      });
    });

    it('goes with the entities that it is about', async () => {
      await related.relate({ strength: 0.25 });
      await related.relate({ strength: 0.75 });
      expect(await test.memory.clear(client, 'workspace')).toMatchObject({ relations: 1 });
      expect(await related.run('select * from memory_relation_versions')).toEqual([]);
    });
  });
}
