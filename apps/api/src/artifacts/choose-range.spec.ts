import { chooseRange, isUnchanged } from './choose-range.js';

const artifact = { sizeBytes: 1_000, hash: 'abc' };

describe(chooseRange, () => {
  it.each([
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=990-2000', { start: 990, end: 999 }],
    ['bytes=-10', { start: 990, end: 999 }],
    ['bytes=500-', { start: 500, end: 999 }],
    ['bytes=0-9,10-19', { start: 0, end: 19 }],
  ])('gives the bytes of %s', (range, expected) => {
    expect(chooseRange({ range }, artifact)).toMatchObject(expected);
  });

  it.each([
    ['several ranges', { range: 'bytes=0-9,500-509' }],
    ['another unit', { range: 'rows=0-9' }],
    ['nonsense', { range: 'bytes' }],
    ['other bytes', { range: 'bytes=0-9', 'if-range': '"other"' }],
    ['nothing', {}],
  ])('gives all of them for %s', (_what, headers) => {
    expect(chooseRange(headers, artifact)).toBeUndefined();
  });

  it('gives the bytes when they are those that If-Range names', () => {
    const headers = { range: 'bytes=0-9', 'if-range': '"abc"' };
    expect(chooseRange(headers, artifact)).toMatchObject({ start: 0, end: 9 });
  });

  it.each(['bytes=1000-1001', 'bytes=5000-'])('refuses %s, which is beyond the end', (range) => {
    expect(() => chooseRange({ range }, artifact)).toThrow('1000 bytes');
  });
});

describe(isUnchanged, () => {
  it('finds the hash among the tags that the reader has', () => {
    expect(isUnchanged('"x", W/"abc"', 'abc')).toBe(true);
    expect(isUnchanged('*', 'abc')).toBe(true);
    expect(isUnchanged('"x"', 'abc')).toBe(false);
  });
});
