import { nextPageSize } from './page-size.js';

describe(nextPageSize, () => {
  it.each([
    ['small records', Array.from({ length: 50 }, () => 'x'.repeat(100)), 500],
    ['records with a vector', Array.from({ length: 50 }, () => 'x'.repeat(5_000)), 200],
    ['one huge record', ['x'.repeat(5_000_000)], 1],
    ['no records', [], 500],
  ])('asks after %s for as many as weigh about a megabyte', (_what, records, size) => {
    expect(nextPageSize(records)).toBe(size);
  });
});
