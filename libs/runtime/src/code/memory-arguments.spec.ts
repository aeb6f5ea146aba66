import { check, recallArguments, relateArguments, rememberArguments } from './memory-arguments.js';

const cut = 'Acme pays \u0000late 😀'.slice(0, -1);

describe('what a handler says to its memory', () => {
  it('is freed of the characters that Postgres refuses', () => {
    expect(check(recallArguments, { query: cut })).toEqual({ query: 'Acme pays late \ufffd' });
    const facts = [cut, { content: cut }];
    expect(check(rememberArguments, { entity: 'acme', facts }).facts).toEqual([
      { content: 'Acme pays late \ufffd' },
      { content: 'Acme pays late \ufffd' },
    ]);
  });

  it('says nothing of a relation that the handler does not say', () => {
    const relation = { from: 'a', to: 'b', type: 'uses' };
    expect(check(relateArguments, relation)).toEqual(relation);
  });

  it('is refused when it relates something to itself', () => {
    const relation = { from: 'a', to: 'a', type: 'uses' };
    expect(() => check(relateArguments, relation)).toThrow('to must be another entity');
  });

  it('is refused when nothing is left of it', () => {
    expect(() => check(recallArguments, { query: '\u0000' })).toThrow('query');
  });
});
