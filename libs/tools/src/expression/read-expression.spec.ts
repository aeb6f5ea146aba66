import fc from 'fast-check';
import type { JsonValue } from '#protocol';
import { InvalidExpression } from './expression.errors.js';
import { readExpression } from './read-expression.js';

const reply = {
  performative: 'inform',
  content: {
    rows: [
      { region: 'North', sales: 12 },
      { region: 'South', sales: 7 },
    ],
    note: '',
    ok: true,
  },
};

describe(readExpression, () => {
  it.each([
    [`performative == 'inform'`, true],
    [`performative == 'refuse' || content.ok`, true],
    ['content.ok && !(content.missing)', true],
    ['length(content.rows) > `1`', true],
    ['content.rows[?sales > `10`]', true],
    ['content.rows[?sales > `100`]', false],
    [`contains(content.rows[*].region, 'South')`, true],
    ['content.note', false],
    ['content.missing', false],
    ['content', true],
  ])('finds whether %s holds: %s', (text, holds) => {
    expect(readExpression(text).holds(reply)).toBe(holds);
  });

  it('finds what stands in a place, and nothing where it cannot be asked', () => {
    expect(readExpression('content.rows[0].region').find(reply)).toBe('North');
    expect(readExpression('sum(content.rows[].sales)').find(reply)).toBe(19);
    expect(readExpression(`'Write it.'`).find(reply)).toBe('Write it.');
    expect(readExpression('length(content.missing)').find(reply)).toBeNull();
    expect(readExpression('content.missing > `1`').holds(reply)).toBe(false);
    expect(readExpression('constructor.__proto__').find(reply)).toBeNull();
    expect(readExpression('`{}`.constructor').find(reply)).toBeNull();
    expect(readExpression('`[{}]`[0].toString').holds(reply)).toBe(false);
  });

  it.each([
    ['content.[', 'JMESPath'],
    ['[@, @] | [@, @]', '[…, …]'],
    ['{a: @}', '{…}'],
    ['$.content', '$'],
    ['let $a = @ in $a', 'let'],
    ['map(&sales, content.rows)', 'map()'],
    ['content.rows[?contains(to_array(@), `1`)]', 'to_array()'],
    ['content.a + content.b', 'arithmetic'],
    ['content.ok && !content.missing', '!(a.b)'],
    ['length()', 'length() takes 1 argument and is given 0'],
    ['content.a[?contains(@)]', 'contains() takes 2 arguments and is given 1'],
    ['not_null()', 'not_null() takes at least 1 argument'],
  ])('refuses %s and says %s', (text, said) => {
    expect(() => readExpression(text)).toThrow(InvalidExpression);
    expect(() => readExpression(text)).toThrow(said);
  });

  it('finds nothing larger than the data and itself', () => {
    const step = fc.constantFrom(
      '.a',
      '[0]',
      '[]',
      '[*]',
      '.*',
      '[?a]',
      '[?@ == `1`]',
      '[1:]',
      ' | @',
      ' || a',
    );
    const text = fc.array(step, { maxLength: 12 }).map((steps) => `a${steps.join('')}`);
    fc.assert(
      fc.property(text, fc.jsonValue({ maxDepth: 4 }), (expression, a) => {
        const found = readExpression(expression).find({ a: a as JsonValue });
        expect(JSON.stringify(found).length).toBeLessThanOrEqual(JSON.stringify({ a }).length);
      }),
    );
  });
});
