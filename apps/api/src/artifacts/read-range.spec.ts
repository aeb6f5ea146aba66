import { readRange } from './read-range.js';

describe(readRange, () => {
  // RFC 9110 §14.1.2, whose representation has 10000 bytes.
  it.each([
    ['bytes=0-499', [{ start: 0, end: 499 }]],
    ['bytes=500-999', [{ start: 500, end: 999 }]],
    ['bytes=-500', [{ start: 9_500, end: 9_999 }]],
    ['bytes=9500-', [{ start: 9_500, end: 9_999 }]],
    [
      'bytes=0-0,-1',
      [
        { start: 0, end: 0 },
        { start: 9_999, end: 9_999 },
      ],
    ],
    [
      'bytes= 0-999, 4500-5499, -1000',
      [
        { start: 0, end: 999 },
        { start: 4_500, end: 5_499 },
        { start: 9_000, end: 9_999 },
      ],
    ],
    ['bytes=500-600,601-999', [{ start: 500, end: 999 }]],
    ['bytes=500-700,601-999', [{ start: 500, end: 999 }]],
  ])('reads %s as the RFC does', (header, expected) => {
    expect(readRange(header, 10_000)).toEqual(expected);
  });

  it.each([
    ['bytes=-20000', [{ start: 0, end: 9_999 }]],
    ['bytes=9999-999999999999999999999', [{ start: 9_999, end: 9_999 }]],
    ['BYTES=0-1', [{ start: 0, end: 1 }]],
    ['bytes=,0-1,,20000-', [{ start: 0, end: 1 }]],
    ['bytes=0-9,5-6,2-3', [{ start: 0, end: 9 }]],
  ])('reads %s by what there is', (header, expected) => {
    expect(readRange(header, 10_000)).toEqual(expected);
  });

  it.each(['bytes=10000-', 'bytes=-0', 'bytes=20000-30000,40000-'])(
    'finds nothing of %s',
    (header) => {
      expect(readRange(header, 10_000)).toEqual([]);
    },
  );

  it.each([
    ...['', 'bytes', 'bytes=', 'bytes=,', 'bytes=-', 'bytes=5-4', 'bytes=a-b', 'bytes=0-1,x'],
    ...['bytes=1', 'bytes=1-2-3', 'bytes=+1-2', 'bytes=0x1-2', 'bytes=1.5-2', 'rows=0-1'],
  ])('ignores %j, which it cannot read', (header) => {
    expect(readRange(header, 10_000)).toBeUndefined();
  });

  it('finds nothing in what is empty', () => {
    expect(readRange('bytes=0-', 0)).toEqual([]);
    expect(readRange('bytes=-5', 0)).toEqual([]);
  });
});
