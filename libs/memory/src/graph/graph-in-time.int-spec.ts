import { describeWith } from '../../../../test/support/test-servers.js';
import { retractFacts } from '../audit/retract.js';
import { undoRetraction } from '../audit/undo-retraction.js';
import { aMemory, client, type TestMemory } from '../memory.fixture.js';
import { day, grounds, places, Related } from './related.fixture.js';

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `the graph at some time, on ${ground}`, () => {
    let test: TestMemory;
    let related: Related;

    beforeAll(async () => {
      test = await open();
      related = new Related(test);
    });
    afterAll(() => test.end());
    beforeEach(() => related.begin());

    it('does not follow a relation that has ended or is to come, unless all are wanted', async () => {
      await related.relate({ validTo: day(2) });
      await related.relate({ to: 'c', validFrom: '2999-01-01T00:00:00Z' });
      await related.relate({ to: 'd' });
      expect(await related.walk()).toBe('a d');
      expect(await related.walk({ at: 'all' })).toBe('a b c d');
      expect(await related.seen()).toEqual(['d 0.5', '0.5']);
      expect(await related.seen('all')).toEqual(['b 0.5,c 0.5,d 0.5', '0.5,0.5,0.5']);
      expect(await related.relate({ validTo: null })).toMatchObject({ valid_to: null });
      expect(await related.walk()).toBe('a b d');
    });

    it('tells of an instant the relations that held then, as they were then', async () => {
      await related.relateOn(3, { strength: 0.25 });
      await related.relateOn(5, { strength: 0.75 });
      await related.relateOn(7, { validTo: day(7) });
      await related.relateOn(9, { validFrom: day(9), validTo: null, strength: 1 });
      const asOf = (n: number): Promise<unknown> => related.seen({ asOf: day(n) });
      expect(await asOf(2)).toEqual(['', '']);
      expect(await asOf(4)).toEqual(['b 0.25', '0.25']);
      expect(await asOf(6)).toEqual(['b 0.75', '0.75']);
      expect(await asOf(8)).toEqual(['', '']);
      expect(await asOf(10)).toEqual(['b 1', '1']);
      expect(await related.seen({ from: day(2), to: day(4) })).toEqual(['b 0.25', '0.25']);
      expect(await related.seen({ from: day(4), to: day(8) })).toEqual(['b 0.75', '0.75']);
      expect(await related.seen({ to: day(2) })).toEqual(['', '']);
      expect(await related.walk({ at: { asOf: day(4) }, minStrength: 0.5 })).toBe('a');
      expect(await related.walk({ at: { asOf: day(6) }, minStrength: 0.5 })).toBe('a b');
    });

    it('tells of an instant the entities that were known and counted then, with their facts', async () => {
      await related.relateOn(2, {});
      await related.relateOn(2, { to: 'c' });
      await related.relateOn(2, { from: 'b', to: 'd' });
      await related.run(`update memory_entities set valid_to = '${day(4)}' where name = 'b'`);
      await related.run(`update memory_entities set created_at = '${day(6)}' where name = 'c'`);
      const at = { asOf: day(3) };
      expect(await related.walk({ at })).toBe('a b d');
      expect(await related.walk({ at: { asOf: day(5) } })).toBe('a');
      expect(await related.walk()).toBe('a c');
      expect(await related.walk({ at: { asOf: day(5) }, root: 'b' })).toBe('b d');
      expect(await related.walk({ at, root: 'c' })).toBeUndefined();
      await test.memory.remember(client, 'workspace', [aMemory('a', 'News')], { by: 'api_client' });
      const walked = { depth: 1, minStrength: 0, direction: 'outgoing', limit: 9 } as const;
      const asked = { ...walked, depthFirst: false, at };
      const graph = await test.view.graph(client, places, 'a', asked);
      expect(graph?.nodes[0]?.content).toBe('Sales of a');
    });

    it('tells of the time between a retraction and its undoing that what was taken back was away', async () => {
      await related.relateOn(2, {});
      await test.memory.remember(client, 'workspace', [aMemory('a', 'News of a')], {
        by: 'api_client',
      });
      await related.run(`update memory_observations
        set created_at = '${day(1)}', valid_from = '${day(1)}'`);
      const [, news] = (await test.view.entity(client, places, 'a'))?.observations ?? [];
      const [whole] = (await test.view.entity(client, places, 'b'))?.observations ?? [];
      const ids = [news?.id ?? '', whole?.id ?? ''];
      const outcome = await test.database.transaction(client, (tx) =>
        retractFacts(tx, { places, observations: ids }),
      );
      const id = outcome.kind === 'retracted' ? outcome.id : '';
      await test.database.transaction(client, (tx) => undoRetraction(tx, places, id));
      await related.run(`update memory_retractions
        set created_at = '${day(3)}', undone_at = '${day(5)}' where id = '${id}'`);
      const told = async (n: number): Promise<unknown> => {
        const at = { asOf: day(n) };
        const walked = { depth: 1, minStrength: 0, direction: 'outgoing', limit: 9 } as const;
        const graph = await test.view.graph(client, places, 'a', {
          ...walked,
          depthFirst: false,
          at,
        });
        return graph?.nodes.map(({ name, content }) => [name, content]);
      };
      const all = [
        ['a', 'Sales of a\nNews of a'],
        ['b', 'Sales of b'],
      ];
      expect(await told(2)).toEqual(all);
      expect(await told(4)).toEqual([['a', 'Sales of a']]);
      expect(await told(6)).toEqual(all);
      expect(await related.walk({ root: 'b', at: { asOf: day(4) } })).toBeUndefined();
      expect(await related.walk({ at: { from: day(4), to: day(6) } })).toBe('a b');
    });

    it('follows relations as they point, against that, or both ways', async () => {
      await related.relate({});
      await related.relate({ from: 'c', to: 'a' });
      await related.relate({ from: 'd', to: 'c', bidirectional: true });
      expect(await related.walk()).toBe('a b');
      expect(await related.walk({ direction: 'incoming' })).toBe('a c d');
      expect(await related.walk({ direction: 'both' })).toBe('a b c d');
      expect(await related.walk({ direction: 'incoming', root: 'b' })).toBe('b a c d');
      await related.relate({ from: 'c', to: 'b' });
      const incoming = { root: 'b', direction: 'incoming' } as const;
      expect(await related.walk(incoming)).toBe('b a c d');
      expect(await related.walk({ ...incoming, depthFirst: true })).toBe('b a c d');
    });

    it('does not walk through an entity that was retracted, and does again when that is undone', async () => {
      await related.relate({ strength: 0.25 });
      await related.relate({ strength: 0.75 });
      await related.relate({ from: 'b', to: 'c' });
      const entity = await test.view.entity(client, places, 'b');
      const ids = (entity?.observations ?? []).map(({ id }) => id);
      const outcome = await test.database.transaction(client, (tx) =>
        retractFacts(tx, { places, observations: ids }),
      );
      const id = outcome.kind === 'retracted' ? outcome.id : '';
      expect(await related.walk()).toBe('a');
      expect(await related.seen()).toEqual(['', '']);
      await test.database.transaction(client, (tx) => undoRetraction(tx, places, id));
      expect(await related.walk()).toBe('a b c');
      expect(await related.seen()).toEqual(['b 0.75', '0.75,0.5']);
    });
  });
}
