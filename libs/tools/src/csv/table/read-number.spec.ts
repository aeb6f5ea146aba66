import { isCode, readNumber } from './read-number.js';

describe(readNumber, () => {
  it.each([
    ['0', 0],
    ['-12', -12],
    ['+12', 12],
    ['3.14', 3.14],
    ['.5', 0.5],
    ['5.', 5],
    ['1,234', 1_234],
    ['1,234,567.89', 1_234_567.89],
    ['12,34,567', 1_234_567],
    ['1 234.5', 1_234.5],
    ['1\u00a0234\u202f567', 1_234_567],
    ["1'234.50", 1_234.5],
    ['(1,234.50)', -1_234.5],
    ['($12)', -12],
    ['−5', -5],
    ['$1,234.50', 1_234.5],
    ['-$5', -5],
    ['$-5', -5],
    ['US$ 7', 7],
    ['EUR 7', 7],
    ['7 EUR', 7],
    ['12.5%', 12.5],
    ['12 %', 12],
    ['1e6', 1_000_000],
    ['1.5E-3', 0.0015],
    ['999999999999999', 999_999_999_999_999],
  ])('reads %s with a decimal point', (cell, value) => {
    expect(readNumber(cell, '.')?.value).toBe(value);
  });

  it.each([
    ['1,5', 1.5],
    ['1.234,50', 1_234.5],
    ['1.234.567', 1_234_567],
    ['1 234,5', 1_234.5],
    ['3,99 €', 3.99],
    ['1.234', 1_234],
    [',5', 0.5],
  ])('reads %s with a decimal comma', (cell, value) => {
    expect(readNumber(cell, ',')?.value).toBe(value);
  });

  it.each([
    ...[
      '',
      'abc',
      '1.2.3',
      '12,34',
      '1,2345',
      '1,23,45',
      '1..2',
      '1,,234',
      '1.5.',
      '--5',
      '5-',
      '(5',
      '5)',
    ],
    ...[
      '1 23',
      "1'23",
      '2020-01',
      '01/02',
      '1:30',
      '12h',
      'x12',
      '12x',
      '$',
      '%',
      '.',
      ',',
      '-',
      'e5',
      '1e',
    ],
    ...['1e400', 'Infinity', 'NaN', '0x10', '1_000', '9'.repeat(16), '1234567890123456'],
  ])('takes "%s" for no number', (cell) => {
    expect(readNumber(cell, '.')).toBeUndefined();
  });

  it('keeps the unit', () => {
    const unitOf = (cell: string): string | undefined => readNumber(cell, '.')?.unit;

    expect(['$5', '5€', '5 %', '5 USD', 'CHF 5', '5'].map(unitOf)).toEqual([
      '$',
      '€',
      '%',
      'USD',
      'CHF',
      undefined,
    ]);
  });

  it('tells whole numbers from those with a fraction', () => {
    const isWhole = (cell: string): boolean | undefined => readNumber(cell, '.')?.isWhole;

    expect(['5', '1,000', '$5'].map(isWhole)).toEqual([true, true, true]);
    expect(['5.0', '1e3', '0.5'].map(isWhole)).toEqual([false, false, false]);
  });

  it('is quick with cells made to be slow', () => {
    const startedAt = performance.now();
    for (const cell of [
      '1'.repeat(100_000),
      '1,'.repeat(24),
      '1 '.repeat(50_000),
      `${'1.'.repeat(23)}x`,
    ]) {
      expect(readNumber(cell, '.')).toBeUndefined();
    }
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});

describe(isCode, () => {
  it('knows names made of digits', () => {
    expect(['00501', '007', '1234567890123456'].map(isCode)).toEqual([true, true, true]);
    expect(['0', '501', '0.5', '10', ''].map(isCode)).toEqual([false, false, false, false, false]);
  });
});
