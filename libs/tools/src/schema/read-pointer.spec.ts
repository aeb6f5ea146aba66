import { readPointer } from './read-pointer.js';

describe('a reference of a schema', () => {
  it.each([
    ['https://example.com/schema.json', /^refers to another document: https:\/\/example\.com/],
    ['other.json#/$defs/a', /^refers to another document/],
    ['#anchor', /by an anchor$/],
    ['#/$defs/none', /which it does not have$/],
  ])('that leads nowhere says why: %s', (reference, said) => {
    expect(() => readPointer({ $defs: { a: {} } }, reference)).toThrow(said);
  });
});
