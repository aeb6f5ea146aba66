import { renderTable } from './render-table.js';

describe('a table', () => {
  it('has its numbers to the right and its words to the left', () => {
    expect(
      renderTable(
        ['what', 'n'],
        [
          ['a', '1'],
          ['long name', '1,234'],
        ],
      ),
    ).toBe(
      [
        '| what      |     n |',
        '| --------- | ----: |',
        '| a         |     1 |',
        '| long name | 1,234 |',
      ].join('\n'),
    );
  });
});
