import fc from 'fast-check';
import { aFact } from './fact.fixture.js';
import { planRetraction } from './plan-retraction.js';

const none = { named: [], derived: [], superseded: [], doubted: [] };

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
        const ids = planRetraction({ named, derived, superseded, doubted }).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
