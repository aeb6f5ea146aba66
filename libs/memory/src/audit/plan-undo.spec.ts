import { aFact } from './fact.fixture.js';
import { planUndo } from './plan-undo.js';
import type { FactBefore } from './retraction.repository.js';

const before = (id: string, change: Partial<FactBefore> = {}): FactBefore => ({
  ...{ id, role: 'named', was_state: 'current', was_superseded_by: null, was_valid_to: null },
  ...change,
});

describe(planUndo, () => {
  it('puts every fact back as it stood', () => {
    const facts = [
      { now: aFact('a', { state: 'retracted' }), before: before('a') },
      {
        now: aFact('old'),
        before: before('old', {
          ...{ role: 'restored', was_state: 'superseded', was_superseded_by: 'a' },
          was_valid_to: '2026-01-02T00:00:00Z',
        }),
      },
      { now: aFact('x', { state: 'review' }), before: before('x', { role: 'doubted' }) },
    ];
    expect(planUndo(facts, [aFact('old')])).toMatchObject([
      { id: 'a', state: 'current', superseded_by: null, valid_to: null },
      { id: 'old', state: 'superseded', superseded_by: 'a', valid_to: '2026-01-02T00:00:00Z' },
      { id: 'x', state: 'current' },
    ]);
  });

  it('leaves alone what somebody else changed since', () => {
    const facts = [
      { now: aFact('a', { state: 'current' }), before: before('a') },
      { now: aFact('x', { state: 'retracted' }), before: before('x', { role: 'doubted' }) },
    ];
    expect(planUndo(facts, [])).toEqual([]);
  });

  it('lets what was learned meanwhile hold on', () => {
    const now = aFact('a', { state: 'retracted', predicate: 'prefers' });
    const later = aFact('later', { predicate: 'prefers', valid_from: new Date('2026-01-03') });
    const other = aFact('other', { predicate: 'prefers', entity_id: 'ent-2' });
    expect(planUndo([{ now, before: before('a') }], [other, later])).toMatchObject([
      {
        id: 'a',
        state: 'superseded',
        superseded_by: 'later',
        valid_to: '2026-01-03T00:00:00.000Z',
      },
    ]);
    expect(planUndo([{ now, before: before('a') }], [other])).toMatchObject([{ state: 'current' }]);
  });
});
