import { systemCaller, type Caller } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { retractFacts } from '../audit/retract.js';
import { retractRelation } from '../audit/retract-relation.js';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { addLesson } from '../learn/lesson.repository.js';
import type { Place } from '../place.js';
import type { NewMemory } from '../write/new-memory.js';
import { eraseSubject, liftErasure, type Erased, type Erasure } from './erase-subject.js';

const stranger: Caller = { workspace: 'elsewhere', principal: 'api_client' };
const places = ['workspace', 'agent:A', 'agent:B', 'global'];

describeWith(['postgres'], eraseSubject.name, () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    await test.database.transaction(client, (tx) => liftErasure(tx, 'Anna Example', true));
    for (const place of places) {
      await test.memory.clear(client, place);
      await test.memory.clear(stranger, place);
    }
  });

  const learn = async (
    place: Place,
    memory: NewMemory,
    caller: Caller = client,
  ): Promise<string | undefined> => {
    const { outcomes } = await test.memory.remember(caller, place, [memory], { by: 'A' });
    return outcomes[0]?.kind;
  };

  const erase = (change: Partial<Erasure> = {}): Promise<Erased> =>
    test.database.transaction(client, (tx) =>
      eraseSubject(tx, {
        ...{ subject: 'anna EXAMPLE', includeGlobal: false, isDryRun: false },
        ...change,
      }),
    );

  /** Every text that any table of memory holds. */
  const everything = async (): Promise<string> => {
    const rows = await test.database.read(systemCaller, (tx) =>
      tx.rows({
        name: 'test.everything',
        text: `
          select to_jsonb(m) as row from memory_entities m where workspace_id <> 'elsewhere'
          union all select to_jsonb(o) from memory_observations o where workspace_id <> 'elsewhere'
          union all select to_jsonb(r) from memory_retractions r
          union all select to_jsonb(t) from memory_tombstones t
          union all select to_jsonb(l) from memory_lessons l`,
      }),
    );
    return JSON.stringify(rows).toLowerCase();
  };

  const factIds = async (content: string): Promise<string[]> => {
    const rows = await test.database.read(systemCaller, (tx) =>
      tx.rows<{ id: string }>(
        {
          name: 'test.fact-ids',
          text: `select id from memory_observations where content = $1`,
        },
        [content],
      ),
    );
    return rows.map(({ id }) => id);
  };

  it('leaves no reason why a relation of the subject was taken back', async () => {
    await learn('workspace', aMemory('anna_example', 'Likes sales'));
    await learn('workspace', aMemory('acme', 'Sells bolts'));
    const relation = { from: 'acme', to: 'anna_example', type: 'employs', metadata: {} };
    const stored = await test.memory.relate(client, 'workspace', relation, { by: 'A' });
    const id = 'missing' in stored ? '' : stored.id;
    await test.database.transaction(client, (tx) =>
      retractRelation(tx, { places, relation: id, reason: 'Anna Example left.' }),
    );
    expect(await everything()).toContain('anna');
    expect(await erase()).toMatchObject({ entities: 1, relations: 1 });
    expect(await everything()).not.toContain('anna');
  });

  it('leaves no trace of a name in any place of the workspace, in any spelling', async () => {
    await learn('agent:A', aMemory('anna_example', 'Likes sales', 'Lives in Rome'));
    await learn('agent:B', aMemory('acme', 'Anna Example buys there', 'Sells bolts'));
    await learn('workspace', aMemory('meeting', 'With ANNA  EXAMPLE'));
    const noted = { ...aMemory('order', '40 bolts'), metadata: { by: 'Anna Example' } };
    await learn('workspace', noted);
    expect(await erase({ isDryRun: true })).toMatchObject({ entities: 2, facts: 4 });
    expect(await everything()).toContain('anna');
    expect(await erase()).toMatchObject({ entities: 2, facts: 4, touched: [expect.any(String)] });
    expect(await everything()).not.toContain('anna');
    const acme = await test.view.entity(client, ['agent:B'], 'acme');
    expect(acme?.observations.map(({ content }) => content)).toEqual(['Sells bolts']);
    expect(await test.view.entity(client, ['workspace'], 'order')).toBeDefined();
  });

  it('erases whatever has the subject in its name, with what was derived from it', async () => {
    await learn('workspace', aMemory('contract_of_anna_example', 'Ends in June'));
    await learn('workspace', aMemory('joanna_example', 'Sells bolts'));
    const [from = ''] = await factIds('Ends in June');
    const derived = { content: 'Renew it in May', derivedFrom: [from] };
    const plan = { name: 'plan', type: 'plan', observations: [derived] };
    await learn('workspace', plan);
    expect(await erase({ isDryRun: true })).toMatchObject({ entities: 2, facts: 2 });
    expect(await erase()).toMatchObject({ entities: 2, facts: 2 });
    expect(await everything()).not.toMatch(/[^o]anna_example|june|renew it/);
    expect(await test.view.entity(client, ['workspace'], 'joanna_example')).toBeDefined();
  });

  it('leaves no reason of a retraction that names the subject', async () => {
    await learn('workspace', aMemory('acme', 'Sells bolts'));
    await learn('workspace', aMemory('bolt', 'Costs 4 euro'));
    for (const [content, reason] of [
      ['Sells bolts', 'Anna Example said so, wrongly.'],
      ['Costs 4 euro', 'A typing error.'],
    ] as const) {
      const observations = await factIds(content);
      await test.database.transaction(client, (tx) =>
        retractFacts(tx, { places, observations, reason }),
      );
    }
    await erase();
    expect(await everything()).not.toContain('anna');
    expect(await everything()).toContain('a typing error.');
  });

  it('follows more consequences than one statement reads', async () => {
    await learn('workspace', aMemory('acme', 'Anna Example buys there'));
    await test.database.transaction(client, (tx) =>
      tx.rows({
        name: 'test.many-consequences',
        text: `
          with one as (select * from memory_observations where content = 'Anna Example buys there'),
          many as (
            insert into memory_observations (id, workspace_id, entity_id, content, created_by)
            select 'obs-many-' || n, workspace_id, entity_id, 'Conclusion', created_by
            from one, generate_series(1, 10001) n returning id, workspace_id)
          insert into memory_derivations (observation_id, from_id, workspace_id)
          select many.id, one.id, many.workspace_id from many, one`,
      }),
    );
    expect(await erase()).toMatchObject({ entities: 1, facts: 10_002 });
    expect(await everything()).not.toContain('conclusion');
  });

  it('takes along what was derived, and what was superseded', async () => {
    const { outcomes } = await test.memory.remember(
      client,
      'workspace',
      [aMemory('lead', 'Anna Example wants 40 bolts')],
      { by: 'A' },
    );
    const [outcome] = outcomes;
    const from = outcome?.kind === 'stored' ? (outcome.write.added[0]?.id ?? '') : '';
    const derived = { content: 'Make 40 bolts', derivedFrom: [from] };
    await learn('workspace', { name: 'plan', type: 'plan', observations: [derived] });
    const seat = (content: string): NewMemory => ({
      ...{ name: 'acme', type: 'customer' },
      observations: [{ content, predicate: 'contact' }],
    });
    await learn('workspace', seat('Ask Anna Example'));
    await learn('workspace', seat('Ask Bob'));
    await erase();
    expect(await everything()).not.toMatch(/anna|40 bolts/);
    const acme = await test.view.entity(client, ['workspace'], 'acme');
    expect(acme?.observations.map(({ content }) => content)).toEqual(['Ask Bob']);
  });

  it('drops the turns that are still to be learned from', async () => {
    await test.database.transaction(client, (tx) =>
      addLesson(tx, {
        ...{ place: 'agent:A', messageId: 'msg-1', agentId: 'agt-1', agentName: 'A' },
        ...{ agentVersion: 1, conversationId: 'conv-1', isTainted: false },
        said: {
          ...{ sender: 'api_client', performative: 'request', answered: {} },
          asked: { text: 'Anna Example moved to Rome' },
        },
      }),
    );
    expect(await everything()).toContain('anna');
    await erase();
    expect(await everything()).not.toContain('anna');
  });

  it('does not learn what was erased again, until that is lifted', async () => {
    await erase();
    expect(await learn('agent:A', aMemory('Anna Example', 'Is back'))).toBe('erased');
    expect(await learn('workspace', aMemory('acme', 'anna_example buys there'))).toBe('erased');
    expect(await learn('global', aMemory('acme', 'Anna Example buys there'))).toBe('erased');
    expect(await learn('workspace', aMemory('acme', 'Joanna Example buys there'))).toBe('stored');
    expect(await learn('workspace', aMemory('acme', 'Anna Example'), stranger)).toBe('stored');
    await test.database.transaction(client, (tx) => liftErasure(tx, 'Anna Example', false));
    expect(await learn('agent:A', aMemory('Anna Example', 'Is back'))).toBe('stored');
  });

  it('searches memories that all workspaces share only when it is told to', async () => {
    await learn('global', aMemory('acme', 'Anna Example buys there'));
    await learn('agent:A', aMemory('acme', 'Anna Example buys there'), stranger);
    expect(await erase()).toMatchObject({ facts: 0 });
    expect(await erase({ includeGlobal: true })).toMatchObject({ facts: 1 });
    expect(await test.view.entity(stranger, ['agent:A'], 'acme')).toBeDefined();
  });

  it('leaves nothing of writes that came at the same moment', async () => {
    const writes = Array.from({ length: 8 }, (_value, index) =>
      learn('workspace', aMemory(`n${String(index)}`, 'Anna Example called')),
    );
    await Promise.all([...writes, erase()]);
    expect(await everything()).not.toContain('anna');
  });
});
