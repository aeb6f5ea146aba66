import fc from 'fast-check';
import { hashOf, mentions, phrasesOf, wordsOf } from './subject.js';

describe(mentions, () => {
  it.each([
    ['Anna Müller called', true],
    ["anna_müller's order", true],
    ['Call ANNA   MÜLLER!', true],
    ['Joanna Müller called', false],
    ['Anna Müllerova called', false],
    ['Müller, Anna', false],
    ['', false],
  ])('finds whole words in any spelling: %s', (text, expected) => {
    expect(mentions(text, wordsOf('Anna Müller'))).toBe(expected);
  });

  it('finds nothing when there are no words to look for', () => {
    expect(mentions('Anna', wordsOf('!?'))).toBe(false);
  });
});

describe(phrasesOf, () => {
  it('holds a subject whenever a text mentions it, so that its hash is found', () => {
    const word = fc.stringMatching(/^[a-c]{1,2}$/);
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.array(word, { minLength: 1, maxLength: 3 }),
        (text, subject) => {
          const hashes = phrasesOf(text.join(', '), [subject.length]).map((p) => hashOf('w', p));
          expect(hashes.includes(hashOf('w', subject))).toBe(mentions(text.join(' '), subject));
        },
      ),
    );
  });
});

describe(hashOf, () => {
  it('differs between workspaces', () => {
    expect(hashOf('a', ['anna'])).not.toBe(hashOf('b', ['anna']));
  });
});
