import { queryJson } from './query-json.js';

const data = {
  orders: [
    { id: 'a', total: 120, lines: [{ sku: 'x' }] },
    { id: 'b', total: 80, lines: [] },
    { id: 'c', total: 200.5, lines: [{ sku: 'y' }, { sku: 'x' }] },
  ],
};
const find = (query: string): unknown => JSON.parse(queryJson({ query, data }));

describe(queryJson, () => {
  it('selects, filters, reshapes and adds up', () => {
    expect(find('orders[?total > `100`].id')).toEqual(['a', 'c']);
    expect(find('sum(orders[].total)')).toBe(400.5);
    expect(find('orders[].lines[].sku | sort(@)')).toEqual(['x', 'x', 'y']);
    expect(find('{best: max_by(orders, &total).id, n: length(orders)}')).toEqual({
      best: 'c',
      n: 3,
    });
    expect(find('nothing.here')).toBeNull();
  });

  it.each(['orders[?', 'unknown_function(@)', 'sum(orders)', ''])(
    'says what is wrong with %j',
    (query) => {
      expect(() => find(query)).toThrow(/^the query: /);
    },
  );

  it.each([
    '__proto__',
    'constructor',
    'constructor.prototype',
    'orders[0].__proto__',
    'orders.toString',
    '`{}`.constructor',
    'orders[0].[`{}`] | [0].__proto__',
    'not_null(`{"a": [{}]}`.a[0].toString)',
  ])('reads only what the data holds: %s', (query) => {
    expect(find(query)).toBeNull();
  });

  it('passes on no more than is asked for at most', () => {
    const query = Array.from({ length: 18 }, () => '[@, @]').join(' | ');

    expect(() => find(query)).toThrow('finds more than');
  });
});
