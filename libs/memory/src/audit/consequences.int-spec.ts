import type { Tx } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { NewObservation } from '../write/new-memory.js';
import { retractFacts, type RetractionOrder, type RetractionOutcome } from './retract.js';

const places = ['workspace'];

describeWith(['postgres'], 'What follows from a fact', () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());

  /** Remembers one fact and gives its id. */
  const learn = async (name: string, fact: NewObservation): Promise<string> => {
    const memory = { name, type: 'customer', observations: [fact] };
    const { outcomes } = await test.memory.remember(client, 'workspace', [memory], { by: 'A' });
    const [outcome] = outcomes;
    return outcome?.kind === 'stored' ? (outcome.write.added[0]?.id ?? '') : '';
  };

  const inTurn = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    test.database.transaction(client, work);

  const retract = (id: string, order: Partial<RetractionOrder> = {}): Promise<RetractionOutcome> =>
    inTurn((tx) => retractFacts(tx, { places, observations: [id], ...order }));

  /** Lets so many facts be derived from a fact, and learned in one turn that it was shown to. */
  const conclude = (from: string, number: number): Promise<unknown> =>
    inTurn((tx) =>
      tx.rows(
        {
          name: 'test.conclude',
          text: `
            with one as (select * from memory_observations where id = $1),
            used as (
              insert into memory_uses (workspace_id, entity_id, message_id, used_at)
              select workspace_id, entity_id, 'msg-' || $1, clock_timestamp() from one),
            many as (
              insert into memory_observations
                (id, workspace_id, entity_id, content, created_by, source_message_id)
              select $1 || '-' || n, workspace_id, entity_id, 'Conclusion', created_by, 'msg-' || $1
              from one, generate_series(1, $2::int) n returning id, workspace_id, entity_id)
            insert into memory_derivations (observation_id, from_id, workspace_id)
            select many.id, one.id, many.workspace_id from many, one`,
        },
        [from, number],
      ),
    );

  const stateOf = async (id: string): Promise<string | undefined> =>
    (await test.audit.why(client, places, id))?.fact.state;

  it('waits for people when it is derived from one that was taken back already', async () => {
    const base = await learn('acme', { content: 'Acme has 40 shops' });
    const other = await learn('acme', { content: 'Acme is in Rome' });
    await retract(base);
    const unfounded = await learn('plan', {
      ...{ content: 'Visit forty shops', derivedFrom: [other, base] },
    });
    const founded = await learn('trip', { content: 'Fly to Rome', derivedFrom: [other] });
    expect(await stateOf(unfounded)).toBe('review');
    expect(await stateOf(founded)).toBe('current');
    expect(await test.audit.waiting(client, places, { limit: 10 })).toMatchObject([
      { id: unfounded, review_reason: 'what it was derived from was taken back' },
    ]);
    expect((await test.audit.impact(client, places, base))?.derived).toMatchObject([
      { id: unfounded },
    ]);
  });

  it('is taken back with it as a whole or not at all', async () => {
    const base = await learn('bolt', { content: 'Bolt has 40 shops' });
    await conclude(base, 10_001);
    await expect(retract(base)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'More than 10,000 facts were derived from it, which one retraction cannot take back',
    });
    expect(await stateOf(base)).toBe('current');
    await inTurn((tx) =>
      tx.rows(
        { name: 'test.part', text: 'delete from memory_derivations where observation_id <> $1' },
        [`${base}-10001`],
      ),
    );
    expect(await retract(base)).toMatchObject({ kind: 'retracted' });
    expect(await stateOf(`${base}-10001`)).toBe('retracted');
  });

  it('is put before people as a whole or not at all', async () => {
    const base = await learn('corp', { content: 'Corp has 40 shops' });
    await conclude(base, 10_001);
    await inTurn((tx) =>
      tx.rows({ name: 'test.underived', text: 'delete from memory_derivations' }),
    );
    await expect(retract(base, { doubtLearned: true })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { suggestion: 'Leave review_learned out' },
    });
    expect(await retract(base)).toMatchObject({ kind: 'retracted' });
  });
});
