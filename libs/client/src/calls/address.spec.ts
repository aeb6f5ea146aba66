import { pathOf, queryOf } from './address.js';

describe(pathOf, () => {
  it('fills in names so that they stay one part of the path', () => {
    expect(pathOf('/conversations/{id}/messages', ['a/b?c#d%ü'])).toBe(
      '/conversations/a%2Fb%3Fc%23d%25%C3%BC/messages',
    );
    expect(pathOf('/webhooks/{id}/deliveries/{delivery}', ['one', 'two'])).toBe(
      '/webhooks/one/deliveries/two',
    );
  });

  it.each(['', '.', '..', undefined, 7])('refuses %p, which would call something else', (name) => {
    expect(() => pathOf('/agents/{name}', [name])).toThrow(TypeError);
  });
});

describe(queryOf, () => {
  it('leaves out what is not said, and writes lists with commas', () => {
    expect(queryOf({})).toBe('');
    expect(queryOf({ a: undefined, b: null })).toBe('');
    expect(queryOf({ text: 'a b&c', limit: 0, strict: false, types: ['x', 'y'] })).toBe(
      '?text=a+b%26c&limit=0&strict=false&types=x%2Cy',
    );
  });
});
