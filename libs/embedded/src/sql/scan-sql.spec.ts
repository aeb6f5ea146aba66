import { scanSql } from './scan-sql.js';

const wordsOf = (sql: string): string[][] =>
  scanSql(sql).map(({ words }) => words.map(({ text }) => text));

describe(scanSql, () => {
  it('cuts a text into its statements', () => {
    expect(wordsOf('begin; listen News ;; commit;')).toEqual([
      ['begin'],
      ['listen', 'news'],
      ['commit'],
    ]);
  });

  it('knows where each statement stands', () => {
    const sql = 'select 1; listen x';
    const [, second] = scanSql(sql);

    expect(sql.slice(second?.start, second?.end)).toBe(' listen x');
  });

  it.each([
    ['a string', `select 'it''s; listen a'`],
    ['a string with escapes', String.raw`select E'\'; listen a', e'\\'`],
    ['a dollar quote', 'select $$; listen a$$, $fn$ ; $$ ; listen b $fn$'],
    ['a line comment', 'select -- ; listen a\n 1'],
    ['nested block comments', 'select /* ; /* a */ ; listen b */ 1'],
    ['parentheses', 'select (a; listen b)'],
  ])('is not fooled by %s', (_what, sql) => {
    expect(wordsOf(sql)).toEqual([['select']]);
  });

  it('does not take the dollar in a name for a quote', () => {
    expect(wordsOf('select a$b$; listen c')).toEqual([
      ['select', 'a$b$'],
      ['listen', 'c'],
    ]);
  });

  it('keeps the case of a quoted name only', () => {
    expect(wordsOf('LISTEN "My ""Channel"""')).toEqual([['listen', 'My "Channel"']]);
  });

  it('shows no words inside parentheses', () => {
    expect(wordsOf('copy (select * from stdin) to stdout')).toEqual([['copy', 'to', 'stdout']]);
  });

  it.each([
    "select 'open",
    'select "open',
    'select $$open',
    'select /* open',
    String.raw`select E'\ `,
  ])('ends at the end of %s', (sql) => {
    expect(scanSql(sql)).toHaveLength(1);
  });

  it('finds nothing in nothing', () => {
    expect(scanSql(' ; -- nothing\n;')).toEqual([]);
  });
});
