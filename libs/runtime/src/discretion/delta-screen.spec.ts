import fc from 'fast-check';
import { DeltaScreen } from './delta-screen.js';
import { withoutCredentials } from './own-credentials.js';
import { credentials } from './credentials.fixture.js';

const cleanse = (text: string): string => withoutCredentials(text, () => undefined);

/** What a follower gets to see of pieces, and how much of it before the end. */
function stream(pieces: readonly string[]): { all: string; early: string } {
  const told: string[] = [];
  const screen = new DeltaScreen(cleanse, (text) => told.push(text));
  for (const piece of pieces) screen.add(piece);
  const early = told.join('');
  screen.end();
  return { all: told.join(''), early };
}

describe(DeltaScreen, () => {
  it.each(Object.entries(credentials))(
    'never lets a credential through, wherever it is cut: %s',
    (_kind, credential) => {
      const text = `Sure: ${credential}, there you are.`;
      fc.assert(
        fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
          const at = [0, ...cuts.sort((a, b) => a - b), text.length];
          const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
          expect(stream(pieces).all).toBe(cleanse(text));
          expect(stream(pieces).all).not.toContain(credential.slice(-20));
        }),
      );
    },
  );

  it('changes no other text, and does not keep its readers waiting for the end', () => {
    const text = fc.array(fc.string({ maxLength: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, (pieces) => {
        const { all, early } = stream([...pieces, ' ']);
        expect(all).toBe(`${pieces.join('')} `);
        expect(early).toBe(all);
      }),
    );
  });

  it('lets go of what goes on for too long to be a credential', () => {
    const long = `eyJ${'x'.repeat(5_000)}`;
    expect(stream([long]).early).toBe(long);
  });

  it('forgets what an answer held that begins anew', () => {
    const told: string[] = [];
    const screen = new DeltaScreen(cleanse, (text) => told.push(text));
    screen.add('It is whsec_');
    screen.drop();
    screen.add('Hello.');
    screen.end();
    expect(told).toEqual(['It is ', 'Hello.']);
  });

  it('takes no time that grows with the square of a piece', () => {
    const piece = `${'eyJ'.repeat(40_000)} `;
    const began = performance.now();
    expect(stream([piece]).early).toBe(piece);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it.each([
    ['with invisible characters', (key: string) => key.split(/(?:)/u).join('\u200B')],
    ['with variation selectors', (key: string) => key.replaceAll('_', '_\uFE0F')],
    ['in wide letters', (key: string) => key.replace('cxk', '\uFF43\uFF58\uFF4B')],
  ])('lets no credential through that is written %s', (_how, disguise) => {
    const text = `Sure: ${disguise(credentials.api_key)}, there you are.`;
    const { all } = stream(text.split(/(?<=^.{40})/su));
    expect(all).toBe('Sure: [api key withheld], there you are.');
    expect(stream(text.split(/(?:)/u)).all).toBe(all);
  });
});
