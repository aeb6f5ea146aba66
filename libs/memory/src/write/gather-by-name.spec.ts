import { firstOfEachName, gatherByName } from './gather-by-name.js';
import type { NewMemory } from './new-memory.js';

function acme(type: string, content: string, isTypeGuessed?: boolean): NewMemory {
  return { name: 'acme', type, isTypeGuessed, observations: [{ content }] };
}

describe(gatherByName, () => {
  it('puts facts about the same thing together', () => {
    const gathered = gatherByName([acme('customer', 'It grows'), acme('customer', 'It pays')]);
    const observations = [{ content: 'It grows' }, { content: 'It pays' }];
    expect(gathered).toMatchObject([{ type: 'customer', observations }]);
  });

  it('keeps apart what was given two types', () => {
    const gathered = gatherByName([acme('customer', 'It grows'), acme('product', 'It sells')]);
    expect(gathered).toMatchObject([{ type: 'customer' }, { type: 'product' }]);
    expect(firstOfEachName(gathered)).toMatchObject([{ type: 'customer' }]);
  });

  it('prefers a type that was given to one that was guessed', () => {
    const given = acme('customer', 'It grows');
    const guessed = acme('insight', 'It pays', true);
    for (const memories of [
      [given, guessed],
      [guessed, given],
    ]) {
      const [one, ...others] = gatherByName(memories);
      expect([one?.type, one?.isTypeGuessed, others]).toEqual(['customer', undefined, []]);
    }
  });
});
