import { describeWith } from '../../../../test/support/test-servers.js';
import { grounds, places, Related } from '../graph/related.fixture.js';
import { aMemory, client, type TestMemory } from '../memory.fixture.js';
import { storeTurn } from '../turn/store-turn.js';
import { retractRelation, type RelationRetractionOutcome } from './retract-relation.js';
import { undoRetraction } from './undo-retraction.js';

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `the retraction of a relation, on ${ground}`, () => {
    let test: TestMemory;
    let related: Related;

    beforeAll(async () => {
      test = await open();
      related = new Related(test);
    });
    afterAll(() => test.end());
    beforeEach(() => related.begin());

    const retract = (
      relation: string,
      more: { places?: string[]; reason?: string; doubtLearned?: boolean } = {},
    ): Promise<RelationRetractionOutcome> =>
      test.database.transaction(client, (tx) => retractRelation(tx, { places, relation, ...more }));
    const take = async (relation: string, doubtLearned = false): Promise<string> => {
      const outcome = await retract(relation, { doubtLearned });
      return outcome.kind === 'retracted' ? outcome.id : outcome.kind;
    };
    const undo = (id: string): ReturnType<typeof undoRetraction> =>
      test.database.transaction(client, (tx) => undoRetraction(tx, places, id));
    /** To the microsecond. */
    const instant = async (): Promise<{ asOf: string }> => {
      const [row] = (await related.run('select clock_timestamp()::text as at')) as [{ at: string }];
      return { asOf: row.at };
    };

    it('is told of no time until it is undone, and then of the time before and after', async () => {
      const { id } = await related.relate({ strength: 0.5 });
      const before = await instant();
      const retraction = await take(id);
      const between = await instant();
      const nothing = ['', ''];
      for (const at of [undefined, 'all', before, between] as const) {
        expect(await related.seen(at)).toEqual(nothing);
      }
      expect(await test.view.relation(client, places, id)).toMatchObject({
        ...{ state: 'retracted', version: 1, versions: [{ version: 1, strength: 0.5 }] },
      });
      const undone = await undo(retraction);
      const after = await instant();
      expect(undone).toMatchObject({ kind: 'undone', relations: [{ id, state: 'current' }] });
      for (const at of [undefined, 'all', before, after] as const) {
        expect(await related.seen(at)).toEqual(['b 0.5', '0.5']);
      }
      expect(await related.seen(between)).toEqual(nothing);
      const whole = await test.view.relation(client, places, id);
      expect(whole).toMatchObject({ state: 'current', version: 2 });
      const starts = whole?.versions.map(({ known_from }) => known_from.getTime()) ?? [];
      const [end = NaN] = whole?.versions.map(({ known_to }) => known_to?.getTime()) ?? [];
      expect(starts).toEqual([expect.any(Number), expect.any(Number)]);
      expect(end).toBeLessThanOrEqual(Math.max(...starts));
      const by = whole?.versions.map(({ created_by }) => created_by);
      expect(by).toEqual(['api_client', client.principal]);
    });

    it('is listed with its reason, stands in the history of why, and happens once', async () => {
      const { id } = await related.relate();
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => retract(id, { reason: 'They never met.' })),
      );
      const kinds = outcomes.map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['retracted', 'settled', 'settled']);
      const [listed] = await test.audit.retractions(client, places, { limit: 9 });
      expect(listed).toMatchObject({
        ...{ reason: 'They never met.', facts: [], total: 0 },
        relations: [{ id, from: 'a', to: 'b', type: 'uses', state: 'retracted' }],
      });
      const retractions = [{ id: listed?.id, undone_at: null }];
      expect(await test.audit.whyRelation(client, places, id)).toMatchObject({ retractions });
      expect(await retract(id, { places: ['agent:A'] })).toEqual({ kind: 'unknown' });
      expect(await retract('rel-of-nobody')).toEqual({ kind: 'unknown' });
    });

    it('leads to nothing any more, and puts what was learned of it before people if asked to', async () => {
      await test.memory.remember(client, 'workspace', [aMemory('rain', 'It rains')], { by: 'A' });
      const { id } = await related.relate({ to: 'rain', strength: 1 });
      const asked = { text: 'Sales', places, minSimilarity: 0.5, hybrid: false, limit: 10 };
      const shown = async (): Promise<string[]> =>
        (await test.turns.find(client, asked, new Date())).map(({ name }) => name);
      expect(await shown()).toContain('rain');
      const entity = await test.view.entity(client, places, 'rain');
      const turn = { place: 'workspace', source: { by: 'A', messageId: 'msg-1' } };
      const used = { entities: [entity?.entity.id ?? ''], relations: [id] };
      const notes = [{ kind: 'remember', memory: aMemory('mud', 'Mud follows') }] as const;
      await test.database.transaction(client, (tx) => storeTurn(tx, { ...turn, notes, used }));
      const waiting = async (): Promise<string[]> =>
        (await test.audit.waiting(client, places, { limit: 9 })).map(({ content }) => content);
      const retraction = await take(id, true);
      expect(await shown()).not.toContain('rain');
      expect(await waiting()).toEqual(['Mud follows']);
      expect(await undo(retraction)).toMatchObject({ relations: [{ id }] });
      expect(await shown()).toContain('rain');
      expect(await waiting()).toEqual([]);
    });

    it('gives way to what is said again, which its undoing leaves alone', async () => {
      const { id } = await related.relate({ strength: 0.5 });
      const first = await take(id);
      expect(await related.relate({})).toMatchObject({ id, version: 2, strength: 0.5 });
      expect(await related.seen()).toEqual(['b 0.5', '0.5']);
      const second = await take(id);
      expect(await undo(first)).toMatchObject({ kind: 'undone', relations: [] });
      expect(await related.seen()).toEqual(['', '']);
      expect(await undo(second)).toMatchObject({ relations: [{ id }] });
      const whole = await test.view.relation(client, places, id);
      expect(whole?.versions.map(({ version }) => version)).toEqual([1, 2, 3]);
    });

    it('goes with the entities that it is about', async () => {
      const { id } = await related.relate();
      const retraction = await take(id);
      await test.memory.clear(client, 'workspace');
      expect(await related.run('select * from memory_retracted_relations')).toEqual([]);
      expect(await undo(retraction)).toMatchObject({ kind: 'undone', relations: [] });
    });
  });
}
