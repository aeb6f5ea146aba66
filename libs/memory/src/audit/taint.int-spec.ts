import { entityRecord, relationRecord } from '#protocol';
import { describeWith } from '../../../../test/support/test-servers.js';
import { grounds, places, Related } from '../graph/related.fixture.js';
import { aMemory, aQuery, client, type TestMemory } from '../memory.fixture.js';
import { storeTurn, type Note } from '../turn/store-turn.js';
import type { NewObservation, Provenance } from '../write/new-memory.js';
import { acceptFact } from './accept-fact.js';

const person: Provenance = { by: 'api_client' };
const reader = { by: 'Reader', messageId: 'msg-1', isTainted: true };

for (const [servers, ground, open] of grounds) {
  describeWith(servers, `the taint of what is remembered, on ${ground}`, () => {
    let test: TestMemory;
    let related: Related;

    beforeAll(async () => {
      test = await open();
      related = new Related(test);
    });
    afterAll(() => test.end());
    beforeEach(() => related.begin());

    const say = async (source: Provenance, ...observations: NewObservation[]): Promise<void> => {
      const acme = { name: 'acme', type: 'customer', observations };
      await test.memory.remember(client, 'workspace', [acme], source);
    };
    const prefers = (content: string, more: Partial<NewObservation> = {}): NewObservation => ({
      ...{ content, predicate: 'prefers', ...more },
    });

    /** Whether each fact of `acme` is tainted, and whether a search says so of the whole. */
    const seen = async (): Promise<
      [facts: Record<string, boolean>, found: boolean | undefined]
    > => {
      const whole = await test.view.entity(client, places, 'acme');
      const facts = whole?.observations.map(({ content, tainted }) => [content, tainted] as const);
      const query = aQuery('acme', { mode: 'keyword' });
      const { entities } = await test.memory.recall(client, query);
      return [Object.fromEntries(facts ?? []), entities[0]?.isTainted];
    };

    const idOf = async (content: string): Promise<string> => {
      const whole = await test.view.entity(client, places, 'acme');
      return whole?.observations.find((fact) => fact.content === content)?.id ?? '';
    };

    it('comes from the turn that wrote it, and never from a person', async () => {
      const note: Note = { kind: 'remember', memory: aMemory('page', 'Sales doubled') };
      const used = { entities: [], relations: [] };
      await test.database.transaction(client, (tx) =>
        storeTurn(tx, { place: 'workspace', source: reader, notes: [note], used }),
      );
      await say(person, { content: 'Acme is big' });
      expect(await seen()).toEqual([{ 'Acme is big': false }, false]);
      const page = await test.memory.recall(client, aQuery('page', { mode: 'keyword' }));
      expect(page.entities).toMatchObject([{ name: 'page', isTainted: true }]);
    });

    it('comes from the turn that is learned from', async () => {
      const turn = {
        place: 'workspace',
        messageId: 'msg-1',
        agentId: 'agt-1',
        agentName: 'Reader',
      };
      const where = { agentVersion: 1, conversationId: 'conv-1' };
      const said = { sender: 'api_client', performative: 'request', asked: {}, answered: {} };
      const lesson = { ...turn, ...where, said, isTainted: true };
      const used = { entities: [], relations: [] };
      await test.database.transaction(client, (tx) =>
        storeTurn(tx, { place: 'workspace', source: reader, notes: [], used, lesson }),
      );
      const [taken] = await test.lessons.take(1);
      if (taken === undefined) throw new Error('There is nothing to learn from.');
      const fact = { subject: 'acme', type: 'customer', content: 'Acme buys on Fridays' };
      const rules = { excluded: [], maxEntries: undefined };
      await test.lessons.learn(taken, [{ ...fact, confidence: 0.9 }], rules);
      expect(await seen()).toEqual([{ 'Acme buys on Fridays': true }, true]);
    });

    it('is that of the facts that hold: it goes and comes with what takes their place', async () => {
      await say(reader, prefers('Acme prefers email'));
      expect((await seen())[1]).toBe(true);
      await say(person, prefers('Acme prefers the phone'));
      expect(await seen()).toEqual([
        { 'Acme prefers email': true, 'Acme prefers the phone': false },
        false,
      ]);
      await say(reader, prefers('Acme prefers the phone'));
      expect((await seen())[1]).toBe(false);
      await say(reader, prefers('Acme prefers letters'));
      expect((await seen())[1]).toBe(true);
    });

    it('does not count while a fact waits, and a person who accepts it vouches for it', async () => {
      await say(person, { content: 'Acme is big' });
      await say(reader, prefers('Acme prefers email', { reviewReason: 'it is doubtful' }));
      expect((await seen())[1]).toBe(false);
      const id = await idOf('Acme prefers email');
      await test.database.transaction(client, (tx) => acceptFact(tx, places, id));
      expect(await seen()).toEqual([{ 'Acme is big': false, 'Acme prefers email': false }, false]);
    });

    it('is what a person says it is, of one fact or of all of an entity, where they may see it', async () => {
      await say(reader, { content: 'Acme is big' }, { content: 'Acme is old' });
      const id = await idOf('Acme is big');
      const clear = (what: 'fact' | 'entity', of: string, where = places): Promise<boolean> =>
        test.keeping.taint(client, where, what, { id: of, isTainted: false });
      expect(await clear('fact', id, ['agent:B'])).toBe(false);
      expect(await clear('fact', id)).toBe(true);
      expect(await seen()).toEqual([{ 'Acme is big': false, 'Acme is old': true }, true]);
      expect((await test.audit.why(client, places, id))?.fact.tainted).toBe(false);
      expect(await clear('entity', 'nobody')).toBe(false);
      expect(await clear('entity', 'acme')).toBe(true);
      expect((await seen())[1]).toBe(false);
      await test.keeping.taint(client, places, 'fact', { id, isTainted: true });
      expect((await seen())[1]).toBe(true);
    });

    it('of a relation reaches what it leads to, and is that of whoever changed it last', async () => {
      await test.memory.remember(client, 'workspace', [aMemory('rain', 'It rains')], person);
      const asked = { text: 'Sales', places, minSimilarity: 0.5, hybrid: false, limit: 10 };
      const rain = async (): Promise<boolean | undefined> => {
        const shown = await test.turns.find(client, asked, new Date());
        return shown.find(({ name }) => name === 'rain')?.isTainted;
      };
      const { id } = await related.relate({ to: 'rain', strength: 1 }, reader);
      expect(await rain()).toBe(true);
      await related.relate({ to: 'rain', strength: 1 }, person);
      expect(await rain()).toBe(true);
      await related.relate({ to: 'rain', strength: 0.9 }, person);
      expect(await rain()).toBe(false);
      expect(await related.relate({ to: 'rain', strength: 1 }, reader)).toMatchObject({
        tainted: true,
      });
      await test.keeping.taint(client, places, 'relation', { id, isTainted: false });
      expect(await rain()).toBe(false);
      expect(await test.view.relation(client, places, id)).toMatchObject({ tainted: false });
    });

    it('moves with facts and relations', async () => {
      await say(reader, { content: 'Acme is big' });
      await related.relate({ strength: 1 }, reader);
      const [entities, relations] = [await exported('entities'), await exported('relations')];
      await test.memory.clear(client, 'workspace');
      const incoming = test.beginImport(client, { strategy: 'update_existing', isDryRun: false });
      const place = 'workspace';
      for (const [line, record] of entities.entries()) {
        await incoming.addEntity({ line, place, record: entityRecord.parse(record) }, 100);
      }
      for (const [line, record] of relations.entries()) {
        await incoming.addRelation({ line, place, record: relationRecord.parse(record) }, 100);
      }
      await incoming.finish();
      expect(await seen()).toEqual([{ 'Acme is big': true }, true]);
      expect(await exported('relations')).toMatchObject([{ tainted: true }]);
    });

    const exported = async (what: 'entities' | 'relations'): Promise<object[]> => {
      const found: object[] = [];
      const pages =
        what === 'entities'
          ? test.exporter.entities(client, { places }, false)
          : test.exporter.relations(client, { places });
      for await (const page of pages) {
        found.push(...page.map((text) => JSON.parse(text) as object));
      }
      return found;
    };
  });
}
