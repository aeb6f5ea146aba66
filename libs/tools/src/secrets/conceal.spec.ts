import { conceal, concealText } from './conceal.js';

const secret = 'p"ss wörd/1?';

describe(conceal, () => {
  it.each([
    ['as it is', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in a text that is JSON', JSON.stringify({ said: secret })],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ])('blots a secret out %s', (_how, spelled) => {
    const shown = concealText(`You sent ${spelled}.`, [secret]);
    expect(shown).toContain('[secret]');
    expect(shown).not.toContain(spelled.replace(/=+$/, ''));
  });

  it('finds it in keys and however deep', () => {
    expect(
      conceal({ list: [{ [secret]: `a ${secret} b` }], count: 7, none: null }, [secret]),
    ).toEqual({ list: [{ '[secret]': 'a [secret] b' }], count: 7, none: null });
  });

  it('leaves everything else as it is', () => {
    const value = { text: 'p"ss', list: [1, true] };
    expect(conceal(value, [secret])).toEqual(value);
    expect(conceal(value, [])).toBe(value);
  });
});
