import type { Tx } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { aQuery, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { Place } from '../place.js';
import type { NewObservation } from '../write/new-memory.js';
import { acceptFact } from './accept-fact.js';
import { MemoryAudit } from './memory-audit.js';
import { retractFacts, type RetractionOrder, type RetractionOutcome } from './retract.js';
import { undoRetraction } from './undo-retraction.js';

const places = ['workspace', 'agent:A', 'global'];

describeWith(['postgres'], MemoryAudit.name, () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    for (const place of ['workspace', 'global', 'agent:A', 'agent:B']) {
      await test.memory.clear(client, place);
    }
  });

  /** Remembers one fact and gives its id. */
  const learn = async (
    name: string,
    fact: NewObservation,
    { place = 'workspace', messageId = 'msg-1' }: { place?: Place; messageId?: string } = {},
  ): Promise<string> => {
    const memory = { name, type: 'customer', observations: [fact] };
    const source = { by: 'DataAnalyzer', messageId };
    const { outcomes } = await test.memory.remember(client, place, [memory], source);
    const [outcome] = outcomes;
    return outcome?.kind === 'stored' ? (outcome.write.added[0]?.id ?? '') : '';
  };

  /** One transaction; what it changed gets its vectors. */
  const inTurn = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const outcome = await test.database.transaction(client, work);
    const { entities = [] } = outcome as { entities?: readonly string[] };
    await test.memory.renew(entities);
    return outcome;
  };

  const retract = (id: string, order: Partial<RetractionOrder> = {}): Promise<RetractionOutcome> =>
    inTurn((tx) => retractFacts(tx, { places, observations: [id], ...order }));

  const retractionOf = async (id: string): Promise<string> => {
    const outcome = await retract(id);
    return outcome.kind === 'retracted' ? outcome.id : '';
  };

  const use = (entity: string, messageId: string): Promise<unknown> =>
    inTurn((tx) =>
      tx.rows(
        {
          name: 'test.use',
          text: `insert into memory_uses (workspace_id, entity_id, message_id, used_at)
            select $1, id, $2, clock_timestamp() from memory_entities where name = $3`,
        },
        [client.workspace, messageId, entity],
      ),
    );

  const contents = async (text: string): Promise<string[]> => {
    const { entities } = await test.memory.recall(client, aQuery(text, { places }));
    return entities.map(({ content }) => content).sort();
  };

  const states = async (...ids: string[]): Promise<(string | undefined)[]> =>
    Promise.all(ids.map(async (id) => (await test.audit.why(client, places, id))?.fact.state));

  it('tells where a fact comes from, what it replaced and which answers it went into', async () => {
    const email = await learn('acme', { content: 'Acme prefers email', predicate: 'prefers' });
    await use('acme', 'msg-7');
    const phone = await learn(
      'acme',
      { content: 'Acme prefers the phone', predicate: 'prefers' },
      { messageId: 'msg-2' },
    );
    await use('acme', 'msg-8');
    const origin = await test.audit.why(client, places, phone);
    expect(origin).toMatchObject({
      fact: { created_by: 'DataAnalyzer', source_message_id: 'msg-2', state: 'current' },
      supersedes: [{ id: email }],
      useCount: 1,
      uses: [{ message_id: 'msg-8' }],
    });
    expect(await test.audit.why(client, places, email)).toMatchObject({
      supersededBy: { id: phone },
      uses: [{ message_id: 'msg-7' }],
    });
  });

  it('tells what was derived from a fact, and what was learned beside it', async () => {
    const base = await learn('acme', { content: 'Acme has 40 shops' });
    const first = await learn('plan', { content: 'Forty visits', derivedFrom: [base] });
    const second = await learn('cost', { content: '40 price lists', derivedFrom: [first] });
    await use('acme', 'msg-9');
    const beside = await learn('weather', { content: 'Weather of May' }, { messageId: 'msg-9' });
    const impact = await test.audit.impact(client, places, base);
    expect(impact?.derived.map(({ id }) => id)).toEqual([first, second]);
    expect(impact?.learned.map(({ id }) => id)).toEqual([beside]);
    expect(impact?.useCount).toBe(1);
    expect(await test.audit.why(client, places, second)).toMatchObject({
      derivedFrom: [{ id: first }],
    });
  });

  it('takes a fact back with what was derived from it, and undoes it', async () => {
    const base = await learn('acme', { content: 'Sales at Acme doubled' });
    const kept = await learn('acme', { content: 'Sales office in Rome' });
    const derived = await learn('plan', { content: 'More sales people', derivedFrom: [base] });
    const retraction = await retractionOf(base);
    expect(await states(base, kept, derived)).toEqual(['retracted', 'current', 'retracted']);
    expect(await contents('sales')).toEqual(['Sales office in Rome']);
    const undone = await inTurn((tx) => undoRetraction(tx, places, retraction));
    expect(undone).toMatchObject({ kind: 'undone' });
    expect(await states(base, kept, derived)).toEqual(['current', 'current', 'current']);
    expect(await contents('sales')).toEqual([
      'More sales people',
      'Sales at Acme doubled\nSales office in Rome',
    ]);
    const again = await inTurn((tx) => undoRetraction(tx, places, retraction));
    expect(again).toMatchObject({ kind: 'settled' });
  });

  it('finds a retracted fact neither by its meaning nor by its words', async () => {
    const id = await learn('acme', { content: 'Sales doubled, invoice 4711' });
    expect(await contents('sales')).toHaveLength(1);
    await retract(id);
    expect(await contents('sales')).toEqual([]);
    const byWords = aQuery('4711', { places, mode: 'keyword' });
    expect((await test.memory.recall(client, byWords)).entities).toEqual([]);
    expect(await test.view.entity(client, places, 'acme')).toBeUndefined();
    await learn('acme', { content: 'Sales fell' });
    expect(await contents('sales')).toEqual(['Sales fell']);
  });

  it('lets what had given way hold again, and gives way to it again when that is undone', async () => {
    const email = await learn('acme', { content: 'Sales by email', predicate: 'prefers' });
    const phone = await learn('acme', { content: 'Sales by phone', predicate: 'prefers' });
    const retraction = await retractionOf(phone);
    expect(await states(email, phone)).toEqual(['current', 'retracted']);
    expect(await contents('sales')).toEqual(['Sales by email']);
    await inTurn((tx) => undoRetraction(tx, places, retraction));
    expect(await states(email, phone)).toEqual(['superseded', 'current']);
  });

  it('keeps what was learned since a retraction when that is undone', async () => {
    const email = await learn('acme', { content: 'Sales by email', predicate: 'prefers' });
    const retraction = await retractionOf(email);
    const fax = await learn('acme', { content: 'Sales by fax', predicate: 'prefers' });
    await inTurn((tx) => undoRetraction(tx, places, retraction));
    expect(await states(email, fax)).toEqual(['superseded', 'current']);
    expect(await contents('sales')).toEqual(['Sales by fax']);
  });

  it('takes along what was derived in places that are out of sight, and does not tell of it', async () => {
    const base = await learn('acme', { content: 'Sales doubled' });
    const hidden = await learn(
      'secret',
      { content: 'Sales people of B', derivedFrom: [base] },
      { place: 'agent:B' },
    );
    const outcome = await retract(base);
    expect(JSON.stringify(outcome)).not.toContain(hidden);
    const own = await test.audit.why(client, ['agent:B'], hidden);
    expect(own?.fact.state).toBe('retracted');
  });

  it('lists with a retraction what it took back, only as far as it is in sight', async () => {
    const email = await learn('acme', { content: 'Sales by email', predicate: 'prefers' });
    const phone = await learn('acme', { content: 'Sales by phone', predicate: 'prefers' });
    const visit = await learn('plan', { content: 'Call Acme', derivedFrom: [phone] });
    const derived = { content: 'Sales people of B', derivedFrom: [phone] };
    const hidden = await learn('secret', derived, { place: 'agent:B' });
    await retract(phone);
    const [one] = await test.audit.retractions(client, places, { limit: 10 });
    expect(one).toMatchObject({
      total: 2,
      facts: [
        { id: phone, name: 'acme', content: 'Sales by phone', state: 'retracted' },
        { id: visit, name: 'plan' },
      ],
    });
    expect(JSON.stringify(one)).not.toContain(hidden);
    expect(JSON.stringify(one)).not.toContain(email);
  });

  it('lists twenty facts of a large retraction and counts the others', async () => {
    const base = await learn('acme', { content: 'Sales doubled' });
    const contents = Array.from({ length: 24 }, (_each, index) => `Sales plan ${String(index)}`);
    const observations = contents.map((content) => ({ content, derivedFrom: [base] }));
    const source = { by: 'DataAnalyzer' };
    const plans = { name: 'plans', type: 'customer', observations };
    await test.memory.remember(client, 'workspace', [plans], source);
    const other = await learn('globex', { content: 'Globex pays late' });
    await retract(base);
    await retract(other);
    const listed = await test.audit.retractions(client, places, { limit: 10 });
    expect(listed.slice(0, 2)).toMatchObject([{ total: 1, facts: [{ id: other }] }, { total: 25 }]);
    expect(listed[1]?.facts).toHaveLength(20);
    expect(listed[1]?.facts[0]?.id).toBe(base);
  });

  it('puts what was learned beside a fact before people when it is asked to', async () => {
    const base = await learn('acme', { content: 'Sales doubled' });
    await use('acme', 'msg-5');
    const beside = await learn('plan', { content: 'Hire sales people' }, { messageId: 'msg-5' });
    await retract(base, { doubtLearned: true });
    expect(await states(beside)).toEqual(['review']);
    const waiting = await test.audit.waiting(client, places, { limit: 10 });
    const reason = 'it was learned beside what was retracted';
    expect(waiting).toMatchObject([{ id: beside, review_reason: reason }]);
  });

  it('puts what was derived from an outdated fact before people', async () => {
    const old = await learn('acme', { content: 'Sales in Rome', predicate: 'seat' });
    const derived = await learn('plan', { content: 'Sales trip to Rome', derivedFrom: [old] });
    await learn('acme', { content: 'Sales in Oslo', predicate: 'seat' });
    expect(await states(derived)).toEqual(['review']);
    expect(await contents('sales')).toEqual(['Sales in Oslo']);
  });

  it('lets an accepted fact hold in place of what it contradicts, and a rejected one never', async () => {
    const email = await learn('acme', { content: 'Sales by email', predicate: 'prefers' });
    const doubt = { predicate: 'prefers', reviewReason: 'doubt' };
    const phone = await learn('acme', { content: 'Sales by phone', ...doubt });
    const fax = await learn('acme', { content: 'Sales by fax', ...doubt });
    const waiting = await test.audit.waiting(client, places, { limit: 10 });
    expect(waiting).toMatchObject([
      { id: phone, contradicts: [{ id: email, content: 'Sales by email' }] },
      { id: fax },
    ]);
    expect(await inTurn((tx) => acceptFact(tx, places, phone))).toMatchObject({
      kind: 'accepted',
      superseded: [{ id: email }],
    });
    await retract(fax, { onlyWaiting: true });
    expect(await states(email, phone, fax)).toEqual(['superseded', 'current', 'retracted']);
    expect(await contents('sales')).toEqual(['Sales by phone']);
    expect(await retract(phone, { onlyWaiting: true })).toMatchObject({ kind: 'settled' });
    expect(await inTurn((tx) => acceptFact(tx, places, phone))).toMatchObject({ kind: 'settled' });
  });

  it('brings nothing back beside what has come to hold meanwhile, and undoes that too', async () => {
    const base = await learn('rome', { content: 'Sales in Rome', predicate: 'seat' });
    const email = await learn('acme', { content: 'Sales by email', predicate: 'prefers' });
    const phone = await learn('acme', {
      ...{ content: 'Sales by phone', predicate: 'prefers', derivedFrom: [base] },
    });
    await learn('rome', { content: 'Sales in Oslo', predicate: 'seat' });
    const fax = await learn('acme', { content: 'Sales by fax', predicate: 'prefers' });
    expect(await states(email, phone, fax)).toEqual(['superseded', 'review', 'current']);
    const rejected = await retract(phone, { onlyWaiting: true });
    expect(await states(email, phone, fax)).toEqual(['superseded', 'retracted', 'current']);
    expect((await test.audit.why(client, places, email))?.supersededBy?.id).toBe(fax);
    const id = rejected.kind === 'retracted' ? rejected.id : '';
    await inTurn((tx) => undoRetraction(tx, places, id));
    expect(await states(email, phone, fax)).toEqual(['superseded', 'review', 'current']);
    expect((await test.audit.why(client, places, email))?.supersededBy?.id).toBe(phone);
  });

  it('retracts once when many ask at the same moment', async () => {
    const id = await learn('acme', { content: 'Sales doubled' });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => retract(id)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'retracted',
      ...Array.from({ length: 5 }, () => 'settled'),
    ]);
  });

  it('knows nothing of facts out of sight', async () => {
    const id = await learn('secret', { content: 'Sales of B' }, { place: 'agent:B' });
    const stranger = { workspace: 'elsewhere', principal: 'api_client' };
    expect(await test.audit.why(client, places, id)).toBeUndefined();
    expect(await test.audit.impact(client, places, id)).toBeUndefined();
    expect(await test.audit.why(stranger, ['agent:B'], id)).toBeUndefined();
    expect(await retract(id)).toEqual({ kind: 'unknown' });
    expect(await inTurn((tx) => acceptFact(tx, places, id))).toEqual({ kind: 'unknown' });
    expect(await test.audit.missing(client, places, [id])).toEqual([id]);
  });
});
