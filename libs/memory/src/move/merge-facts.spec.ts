import { mergeFacts, type StoredFact } from './merge-facts.js';

describe(mergeFacts, () => {
  const factsOf = (count: number, prefix: string): StoredFact[] =>
    Array.from({ length: count }, (_value, n) => ({
      observation_id: `obs-${prefix}-${String(n)}`,
      content: `Fact ${String(n)}`,
      state: 'current' as const,
      predicate: n === 0 ? 'price' : undefined,
    }));

  it('adds what is new, and ends what a later answer to the same question takes the place of', () => {
    const [price, other] = factsOf(2, 'known');
    if (price === undefined || other === undefined) throw new Error('There are two.');
    const later = { ...price, observation_id: 'obs-later', content: 'Another price' };
    const { added, ended, facts } = mergeFacts([price, other], [other, later]);
    expect(added).toEqual([later]);
    expect(ended).toEqual([
      { ...price, ...{ state: 'superseded', superseded_by: 'obs-later', valid_to: null } },
    ]);
    expect(facts).toHaveLength(3);
  });

  it('looks at each of very many facts a few times, and not once for each other one', () => {
    const count = 2_000;
    let looks = 0;
    const known = factsOf(count, 'known').map((fact) => ({
      ...fact,
      get observation_id(): string {
        looks += 1;
        return fact.observation_id;
      },
    }));
    const { added } = mergeFacts(known, factsOf(count + 1, 'incoming'));
    expect(added).toHaveLength(1);
    expect(looks).toBeLessThan(20 * count);
  });
});
