import type { TableColumn, TableFacts } from './table-facts.js';
import { refineTable } from './refine-table.js';

const column = (name: string, type: string, distinct = 5): TableColumn => ({
  name,
  type,
  count: 100,
  missing: 0,
  distinct,
  top: [],
});
const facts = (...columns: readonly TableColumn[]): TableFacts => ({
  rows: 100,
  columns: [...columns],
  notes: [],
});
const orders = facts(
  column('order_id', 'integer', 100),
  column('sales_region', 'text'),
  column('Category', 'text'),
  column('Revenue', 'number', 90),
  column('units', 'integer', 20),
);

describe(refineTable, () => {
  it.each([
    ['by a column', 'Revenue by category', ['Category'], 'Revenue'],
    ['in the plural', 'Compare categories', ['Category'], 'Revenue'],
    ['in other writing', 'units per sales region', ['sales_region'], 'units'],
    ['by two', 'revenue by sales region and category', ['sales_region', 'Category'], 'Revenue'],
  ])('asks for the groups that a request names: %s', (_how, request, by, column) => {
    expect(refineTable(orders, request)).toEqual({
      group_by: by,
      aggregate: [{ column, function: 'sum' }],
    });
  });

  it('asks for nothing more when the request names no column', () => {
    expect(refineTable(orders, 'Analyze this')).toBeUndefined();
  });

  it('does not group by what has too many values', () => {
    const many = facts(column('customer', 'text', 90), column('revenue', 'number', 90));

    expect(refineTable(many, 'revenue by customer')).toBeUndefined();
  });

  it('does not mistake a part of a word for a column', () => {
    const short = facts(column('art', 'text'), column('price', 'number'));

    expect(refineTable(short, 'Start the party')).toBeUndefined();
  });
});
