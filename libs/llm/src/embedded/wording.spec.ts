import fc from 'fast-check';
import {
  compared,
  counted,
  figure,
  listed,
  percent,
  quarterOf,
  quoted,
  seasonName,
  signed,
} from './wording.js';

describe(figure, () => {
  it.each([
    [40_363, '40,363'],
    [0, '0'],
    [3.14159, '3.14'],
    [-0.5, '-0.5'],
    [0.002_714, '0.00271'],
    [123_456.789, '123,457'],
  ])('writes %d as %s', (value, expected) => {
    expect(figure(value)).toBe(expected);
  });

  it('never loses the size of a number', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const read = Number(figure(value).replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.05 + 1e-12);
      }),
    );
  });
});

describe('changes in words', () => {
  it('tell the direction and the size', () => {
    expect([compared(12.84), compared(-3), compared(0.01)]).toEqual([
      '12.8 % above',
      '3.0 % below',
      'level with',
    ]);
    expect([signed(12.84), signed(-3), percent(-3)]).toEqual(['+12.8 %', '−3.0 %', '3.0 %']);
  });
});

describe('lists and counts', () => {
  it('read as people write them', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect([counted(1, 'row'), counted(1_200, 'row')]).toEqual(['1 row', '1,200 rows']);
  });
});

describe(quoted, () => {
  it('keeps a foreign text on one line and short, and splits no character', () => {
    expect(quoted('a\n\tb  c')).toBe('"a b c"');
    expect(quoted('😀'.repeat(10), 3)).toBe('"😀\ufffd…"');
  });
});

describe(seasonName, () => {
  it.each([
    ['7', 'July'],
    ['07', 'July'],
    ['Jul', 'July'],
    ['july', 'July'],
    ['Q3', 'Q3'],
    ['13', '13'],
  ])('reads %s as %s', (season, expected) => {
    expect(seasonName(season)).toBe(expected);
  });

  it('knows which quarter a month is in', () => {
    expect(['01', 'March', '9', 'Dec', 'Q2'].map(quarterOf)).toEqual([1, 1, 3, 4, undefined]);
  });
});
