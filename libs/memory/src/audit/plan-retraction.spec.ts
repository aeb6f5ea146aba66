import fc from 'fast-check';
import { aFact } from './fact.fixture.js';
import type { Fact } from './fact.repository.js';
import { planRetraction, type FactChange } from './plan-retraction.js';

const none = { named: [], derived: [], superseded: [], doubted: [], holding: [] };

describe(planRetraction, () => {
  it('takes what is named and what was derived from it, and not what is gone already', () => {
    const derived = [
      aFact('b'),
      aFact('c', { state: 'superseded' }),
      aFact('d', { state: 'review' }),
    ];
    const plan = planRetraction({ ...none, named: [aFact('a')], derived });
    expect(plan.map(({ id, role, state }) => [id, role, state])).toEqual([
      ['a', 'named', 'retracted'],
      ['b', 'derived', 'retracted'],
      ['d', 'derived', 'retracted'],
    ]);
  });

  it('lets what had given way hold again; of several only the latest', () => {
    const gaveWay = (id: string, day: string) =>
      aFact(id, {
        ...{ state: 'superseded', superseded_by: 'new', predicate: 'prefers' },
        valid_from: new Date(day),
      });
    const superseded = [gaveWay('older', '2026-01-01'), gaveWay('later', '2026-01-02')];
    const plan = planRetraction({ ...none, named: [aFact('new')], superseded });
    expect(plan.slice(1)).toMatchObject([
      { id: 'later', role: 'restored', state: 'current', superseded_by: null },
      { id: 'older', role: 'restored', state: 'superseded', superseded_by: 'later' },
    ]);
  });

  it('lets nothing hold again beside another answer that holds', () => {
    const named = [aFact('b', { predicate: 'prefers', state: 'review' })];
    const superseded = [
      aFact('a', { predicate: 'prefers', state: 'superseded', superseded_by: 'b' }),
    ];
    const rival = aFact('c', { predicate: 'prefers', valid_from: new Date('2026-01-03') });
    const restored = (holding: readonly Fact[], doubted: readonly Fact[] = []): FactChange[] =>
      planRetraction({ ...none, named, superseded, doubted, holding }).filter(
        ({ id }) => id === 'a',
      );
    expect(restored([rival])).toEqual([
      {
        ...{ id: 'a', role: 'restored', state: 'superseded', superseded_by: 'c' },
        valid_to: '2026-01-03T00:00:00.000Z',
      },
    ]);
    const others = [aFact('d', { predicate: 'seat' }), ...named];
    expect(restored(others)).toMatchObject([{ state: 'current', superseded_by: null }]);
    expect(restored([rival], [rival])).toMatchObject([{ state: 'current' }]);
  });

  it('puts what is doubted before people, unless it goes anyway', () => {
    const doubted = [aFact('a'), aFact('x'), aFact('y', { state: 'superseded' })];
    const plan = planRetraction({ ...none, named: [aFact('a')], doubted });
    expect(plan.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'retracted'],
      ['x', 'review'],
    ]);
  });

  it('changes no fact twice, whatever it is given', () => {
    const state = fc.constantFrom('current', 'superseded', 'retracted', 'review');
    const facts = fc
      .uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), state }), {
        selector: ({ id }) => id,
      })
      .map((drawn) => drawn.map(({ id, ...change }) => aFact(id, change)));
    fc.assert(
      fc.property(facts, facts, facts, (derived, superseded, doubted) => {
        const named = [aFact('n')];
        const ids = planRetraction({ ...none, named, derived, superseded, doubted }).map(
          ({ id }) => id,
        );
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
