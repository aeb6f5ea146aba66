import { contentOf, planWrite, type EntityWrite } from './plan-write.js';
import type { KnownMemory, KnownObservation } from './known-memory.js';
import type { NewMemory } from './new-memory.js';
import { microsOf } from './instant.js';
import { normalize } from './normalize.js';

const incoming = (change: Partial<NewMemory> = {}): NewMemory => ({
  name: 'acme',
  type: 'customer',
  observations: [],
  ...change,
});

const fact = (id: string, content: string, predicate: string | null = null): KnownObservation => ({
  ...{ id, content, predicate, state: 'current', confidence: 1 },
  validFrom: '2026-01-01T00:00:00Z',
});

const known = (change: Partial<KnownMemory> = {}): KnownMemory => ({
  ...{ id: 'ent-1', name: 'acme', type: 'customer', state: 'current' },
  ...{ confidence: 0.8, strength: 0.6, version: 3, metadata: { a: 1 }, observations: [] },
  ...change,
});

function plan(memory: NewMemory, before?: KnownMemory): EntityWrite {
  let count = 0;
  const write = planWrite(memory, before, {
    entity: () => 'ent-new',
    observation: () => `obs-new-${String((count += 1))}`,
  });
  if (write === undefined) throw new Error('refused');
  return write;
}

describe('planWrite', () => {
  it('makes something new out of a name that nobody knows', () => {
    const write = plan(incoming({ observations: [{ content: 'Buys on Fridays' }] }));
    expect(write).toMatchObject({
      ...{ id: 'ent-new', isNew: true, version: 1, confidence: 1, strength: 1 },
      ...{ content: 'Buys on Fridays', isContentNew: true, superseded: [] },
      added: [{ id: 'obs-new-1', content: 'Buys on Fridays' }],
    });
  });

  it('keeps what is known and does not say it twice, however it is spelled', () => {
    const before = known({ observations: [fact('o1', 'Buys on Fridays.')] });
    const write = plan(
      incoming({ observations: [{ content: 'buys  on fridays' }, { content: 'Pays late' }] }),
      before,
    );
    expect(write.added.map(({ content }) => content)).toEqual(['Pays late']);
    expect(write.content).toBe('Buys on Fridays.\nPays late');
    expect(write).toMatchObject({ id: 'ent-1', isNew: false, version: 4 });
  });

  it('says when nothing about the content is new, so that its vectors may stay', () => {
    const before = known({ observations: [fact('o1', 'Pays late')] });
    const write = plan(incoming({ observations: [{ content: 'Pays late' }] }), before);
    expect(write).toMatchObject({ isContentNew: false, added: [], confidence: 0.8, strength: 0.6 });
  });

  it('lets a fact take the place of the one that answered the same question', () => {
    const before = known({
      observations: [fact('o1', 'Prefers email', 'prefers'), fact('o2', 'Pays late')],
    });
    const write = plan(
      incoming({ observations: [{ content: 'Prefers the phone', predicate: 'prefers' }] }),
      before,
    );
    expect(write.superseded).toEqual([{ id: 'o1', by: 'obs-new-1' }]);
    expect(write.content).toBe('Pays late\nPrefers the phone');
  });

  it('keeps only the last of two answers that come in one write', () => {
    const observations = ['email', 'phone'].map((content) => ({ content, predicate: 'prefers' }));
    const write = plan(incoming({ observations }));
    expect(write.added.map(({ content }) => content)).toEqual(['phone']);
    expect(write).toMatchObject({ content: 'phone', superseded: [] });
  });

  it('stores a fact that needs a look, but does not count it', () => {
    const before = known({ observations: [fact('o1', 'Prefers email', 'prefers')] });
    const write = plan(
      incoming({
        observations: [{ content: 'Prefers fax', predicate: 'prefers', reviewReason: 'doubt' }],
      }),
      before,
    );
    expect(write).toMatchObject({ content: 'Prefers email', superseded: [], isContentNew: false });
    expect(write.added).toHaveLength(1);
  });

  const later = '2026-02-01T00:00:00Z';
  const guess = { isGuess: true, confidence: 0.8, predicate: 'prefers' };

  it('lets what was said later stand, in whatever order the facts come', () => {
    const before = known({
      observations: [{ ...fact('o1', 'Prefers the phone', 'prefers'), validFrom: later }],
    });
    const since = '2026-01-15T00:00:00Z';
    const write = plan(
      incoming({ observations: [{ content: 'Prefers email', predicate: 'prefers', since }] }),
      before,
    );
    expect(write).toMatchObject({ content: 'Prefers the phone', superseded: [] });
    expect(write.added).toMatchObject([
      { state: 'superseded', supersededBy: 'o1', validTo: later },
    ]);
  });

  it('lets people decide when a guess contradicts what is known more surely', () => {
    const prefers = (confidence: number): KnownMemory =>
      known({ observations: [{ ...fact('o1', 'Prefers email', 'prefers'), confidence }] });
    const observations = [{ ...guess, content: 'Prefers the phone' }];
    const [added] = plan(incoming({ observations: observations }), prefers(1)).added;
    expect(added?.state).toBe('current');
    const doubtful = [{ ...guess, content: 'Prefers the phone', confidence: 0.5 }];
    expect(plan(incoming({ observations: doubtful }), prefers(1))).toMatchObject({
      content: 'Prefers email',
      superseded: [],
      added: [{ state: 'review', reviewReason: 'it contradicts what is known more surely' }],
    });
  });

  it('does not learn again what it knows in almost the same words', () => {
    const before = known({ observations: [fact('o1', 'Acme prefers the phone')] });
    const say = (isGuess: boolean): number =>
      plan(incoming({ observations: [{ content: 'the phone Acme prefers', isGuess }] }), before)
        .added.length;
    expect(say(true)).toBe(0);
    expect(say(false)).toBe(1);
  });

  it('takes the type that is known for one that was guessed', () => {
    const write = plan(incoming({ type: 'company', isTypeGuessed: true }), known());
    expect(write.type).toBe('customer');
  });

  it('refuses a name that belongs to something of another type', () => {
    const naming = { entity: () => '', observation: () => '' };
    expect(planWrite(incoming({ type: 'product' }), known(), naming)).toBeUndefined();
    expect(
      planWrite(incoming({ type: 'product' }), known({ state: 'retracted' }), naming),
    ).toBeDefined();
  });

  it('adds metadata key by key', () => {
    expect(plan(incoming({ metadata: { b: 2 } }), known()).metadata).toEqual({ a: 1, b: 2 });
  });
});

describe('microsOf', () => {
  it('tells instants apart that fall into one millisecond', () => {
    const [a, b] = ['2026-01-01T00:00:00.123456+00:00', '2026-01-01T00:00:00.1235Z'];
    expect(microsOf(b) - microsOf(a)).toBe(44);
  });
});

describe('contentOf', () => {
  it('tells only the facts that hold', () => {
    const old: KnownObservation = { ...fact('o1', 'old'), state: 'superseded' };
    expect(contentOf([old, fact('o2', 'new')])).toBe('new');
  });
});

describe('normalize', () => {
  it('sees through case, spaces and full stops', () => {
    expect(normalize('  Peak  in July. ')).toBe(normalize('peak in july'));
  });
});
