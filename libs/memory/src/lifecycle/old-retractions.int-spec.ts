import { systemCaller } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { retractRelation } from '../audit/retract-relation.js';
import { retractFacts } from '../audit/retract.js';
import { undoRetraction } from '../audit/undo-retraction.js';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { NewMemory } from '../write/new-memory.js';
import { MemoryRetention } from './memory-retention.js';
import { dropOldRetractions } from './old-retractions.repository.js';
import { defaultPolicy } from './policy.js';

const places = ['workspace'];

describeWith(['postgres'], dropOldRetractions.name, () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    await test.keeping.changePolicy(client, defaultPolicy);
    await test.memory.clear(client, 'workspace');
    await run('forget', 'delete from memory_retractions');
  });

  const run = (name: string, text: string, ...values: unknown[]): Promise<unknown> =>
    test.database.read(systemCaller, (tx) => tx.rows({ name: `test.${name}`, text }, values));

  const look = async (): Promise<number> =>
    (await new MemoryRetention(test.database).look()).retractions;

  /** Remembers something and gives the id of its fact. */
  const learn = async (memory: NewMemory): Promise<string> => {
    const { outcomes } = await test.memory.remember(client, 'workspace', [memory], { by: 'A' });
    const [outcome] = outcomes;
    return outcome?.kind === 'stored' ? (outcome.write.added[0]?.id ?? '') : '';
  };

  /** Takes a fact back so many days ago, and gives the id of the retraction. */
  const retract = async (id: string, days: number): Promise<string> => {
    const outcome = await test.database.transaction(client, (tx) =>
      retractFacts(tx, { places, observations: [id] }),
    );
    if (outcome.kind !== 'retracted') throw new Error(`It is ${outcome.kind}.`);
    await run(
      'age',
      `update memory_retractions set created_at = now() - $2::int * interval '1 day' where id = $1`,
      ...[outcome.id, days],
    );
    return outcome.id;
  };

  const undo = (id: string): ReturnType<typeof undoRetraction> =>
    test.database.transaction(client, (tx) => undoRetraction(tx, places, id));

  const stateOf = async (id: string): Promise<string | undefined> =>
    (await test.audit.why(client, places, id))?.fact.state;

  it('forgets retractions of more than a year ago with what they took back, and none that are younger', async () => {
    const old = await learn(aMemory('acme', 'Acme sells cars'));
    const derived = await learn({
      ...aMemory('plan', 'Visit Acme by car'),
      observations: [{ content: 'Visit Acme by car', derivedFrom: [old] }],
    });
    const young = await learn(aMemory('globex', 'Globex sells bikes'));
    const [first, second] = [await retract(old, 366), await retract(young, 364)];
    expect(await look()).toBe(1);
    expect([await stateOf(old), await stateOf(derived)]).toEqual([undefined, undefined]);
    expect(await run('derivations', 'select 1 from memory_derivations')).toEqual([]);
    expect(await run('before', 'select observation_id as id from memory_retracted_facts')).toEqual([
      { id: young },
    ]);
    expect(await undo(first)).toEqual({ kind: 'unknown', keptForDays: 365 });
    expect(await undo(second)).toMatchObject({ kind: 'undone' });
    expect(await stateOf(young)).toBe('current');
  });

  it('keeps a fact that was put back, one that was taken back again later, and what is pinned', async () => {
    const [back, again, pinned] = [
      await learn(aMemory('back', 'It was put back')),
      await learn(aMemory('again', 'It was taken back again')),
      await learn(aMemory('pinned', 'It is pinned')),
    ];
    await undo(await retract(back, 400));
    await undo(await retract(again, 400));
    const later = await retract(again, 10);
    const kept = await retract(pinned, 400);
    await test.keeping.pin(client, 'workspace', 'pinned', true);
    expect(await look()).toBe(2);
    expect(await stateOf(back)).toBe('current');
    for (const [retraction, fact] of [
      [later, again],
      [kept, pinned],
    ] as const) {
      expect(await undo(retraction)).toMatchObject({ kind: 'undone' });
      expect(await stateOf(fact)).toBe('current');
    }
  });

  it('forgets with them the relation that they took back, unless it counts again or has a pinned end', async () => {
    const ends = ['acme', 'bolt', 'nut', 'pinned'].map((name) => aMemory(name, `About ${name}`));
    await test.memory.remember(client, 'workspace', ends, { by: 'A' });
    const takeBack = async (to: string): Promise<[relation: string, retraction: string]> => {
      const relation = { from: 'acme', to, type: 'uses', metadata: {} };
      const stored = await test.memory.relate(client, 'workspace', relation, { by: 'A' });
      const id = 'missing' in stored ? '' : stored.id;
      const outcome = await test.database.transaction(client, (tx) =>
        retractRelation(tx, { places, relation: id }),
      );
      return [id, outcome.kind === 'retracted' ? outcome.id : outcome.kind];
    };
    const all = [await takeBack('bolt'), await takeBack('nut'), await takeBack('pinned')] as const;
    const again = { from: 'acme', to: 'nut', type: 'uses', metadata: {} };
    await test.memory.relate(client, 'workspace', again, { by: 'A' });
    await test.keeping.pin(client, 'workspace', 'pinned', true);
    await run('age-all', `update memory_retractions set created_at = now() - interval '400 days'`);
    expect(await look()).toBe(2);
    const states = await Promise.all(
      all.map(async ([id]) => (await test.view.relation(client, places, id))?.state),
    );
    expect(states).toEqual([undefined, 'current', 'retracted']);
    const [[gone], , [kept, retraction]] = all;
    const left = await run('left', 'select relation_id as id from memory_retracted_relations');
    expect(left).toEqual([{ id: kept }]);
    const past = 'select 1 from memory_relation_versions where relation_id = $1';
    expect(await run('past', past, gone)).toEqual([]);
    expect(await undo(retraction)).toMatchObject({ relations: [{ id: kept }] });
  });

  it('keeps them for as long as the policy says, also for ever', async () => {
    const fact = await learn(aMemory('acme', 'Acme sells cars'));
    const retraction = await retract(fact, 4_000);
    await test.keeping.changePolicy(client, { max_retractions_days: null });
    expect(await look()).toBe(0);
    await test.keeping.changePolicy(client, { max_retractions_days: 30 });
    expect(await look()).toBe(1);
    expect(await undo(retraction)).toEqual({ kind: 'unknown', keptForDays: 30 });
  });

  it('forgets those of a workspace that remembers nothing any more', async () => {
    await retract(await learn(aMemory('acme', 'Acme sells cars')), 400);
    await test.memory.clear(client, 'workspace');
    expect(await look()).toBe(1);
    expect(await run('kept', 'select 1 from memory_retractions')).toEqual([]);
  });
});
