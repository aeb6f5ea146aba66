import { ToolFault } from '../../tool.errors.js';
import type { TypedColumn } from './column.js';
import { formatDate } from './plain-date.js';
import { readTable, type Table } from './read-table.js';

const valuesOf = (column: TypedColumn | undefined): readonly unknown[] => {
  if (column?.type !== 'date') return column?.values ?? [];
  return column.values.map((at) => (at === null ? null : formatDate(at, column.precision)));
};
const shapeOf = ({ columns }: Table): string[] =>
  columns.map(({ name, type }) => `${name}:${type}`);
const column = (cells: readonly string[], name = 'x'): Promise<TypedColumn | undefined> =>
  readTable([name, ...cells].map((cell) => `"${cell}"\n`).join(''), { hasHeader: true }).then(
    ({ columns }) => columns[0],
  );

describe('cutting a text into cells', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', ','],
    ['semicolons beside decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', ';'],
    ['semicolons without a header', '1,5;2,5\n3,5;4,5\n', ';'],
    ['tabs beside sentences', 'a\tb\nyes, no\t1\nno, yes\t2\n', '\t'],
    ['pipes', 'a|b\n1|2\n', '|'],
    ['quoted delimiters', 'a,b\n"1;2;3","x;y;z"\n"4;5;6","x;y;z"\n', ','],
    ['quoted line ends', 'a,b\n"one\ntwo;",1\n"three\n;four",2\n', ','],
    ['a declaration', 'sep=;\r\na;b\r\n1;2\r\n', ';'],
    ['one column', 'a\n1\n2\n', ','],
  ])('finds %s', async (_what, text, delimiter) => {
    const table = await readTable(text, {});

    expect(table.delimiter).toBe(delimiter);
    expect(new Set(table.columns.map(({ values }) => values.length))).toEqual(
      new Set([table.rows]),
    );
  });

  it('reads byte order marks, CRLF, quotes, doubled quotes, empty lines and a missing last end', async () => {
    const table = await readTable(
      '\ufeff"na""me",note\r\n"Doe, ""J""","a\r\nb"\r\n\r\nplain,"x" y',
      {},
    );

    expect(table.columns.map(({ name }) => name)).toEqual(['na"me', 'note']);
    expect(table.columns.map(valuesOf)).toEqual([
      ['Doe, "J"', 'plain'],
      ['a\r\nb', '"x" y'],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('reads lines that end with %j', async (end) => {
    expect((await readTable(['a,b', '1,2', '3,4'].join(end), {})).rows).toBe(2);
  });

  it('fills short rows, takes long ones and says so', async () => {
    const table = await readTable('a,b,c\n1,2\n1,2,3\n1,2,3,4\n', {});

    expect(table.columns.map(valuesOf)).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [null, 3, 3],
      [null, null, 4],
    ]);
    expect(table.columns[3]?.name).toBe('column_4');
    expect(table.notes).toContain('3 rows do not have 4 cells.');
  });

  it.each([
    ['', 0, 0],
    ['\n\n', 0, 0],
    ['a,b\n', 0, 2],
    ['1,2\n', 1, 2],
  ])('reads %j as well', async (text, rows, columns) => {
    const table = await readTable(text, {});

    expect(table.rows).toBe(rows);
    expect(table.columns).toHaveLength(columns);
  });

  it('says what is wrong with a text that is no table', async () => {
    const broken = readTable(`a,b\n1,"never ends${'\n2,3'.repeat(10)}`, {});
    const wide = readTable(`${'a,'.repeat(1_500)}\n`, {});
    const long = readTable(`a\n"${'x'.repeat(1_200_000)}"\n`, {});

    await expect(broken).rejects.toThrow('a quotation mark never closes');
    await expect(wide).rejects.toThrow('more than 1,000 columns');
    await expect(long).rejects.toBeInstanceOf(ToolFault);
  });
});

describe('the header', () => {
  it.each([
    ['words above numbers', 'Month,Passengers\n1949-01,112\n', true],
    ['words above words', 'name,city\nAnna,Oslo\nBen,Bern\n', true],
    ['years above amounts', 'Country,2019,2020\nNorway,1.5,2.5\nChad,3.5,4.5\n', true],
    ['an empty corner', ',a,b\nx,1,2\n', true],
    ['numbers above numbers', '1,2\n3,4\n', false],
    ['dates above dates', '2020-01-01,5\n2020-01-02,6\n', false],
    ['the same word twice', 'x,x\ny,z\n', false],
    ['years above years', '2019,2018\n2020,2017\n', false],
  ])('is found by %s', async (_what, text, expected) => {
    expect((await readTable(text, {})).hasHeader).toBe(expected);
  });

  it('is what the caller says', async () => {
    expect((await readTable('a,b\n1,2\n', { hasHeader: false })).rows).toBe(2);
    expect((await readTable('1,2\n3,4\n', { hasHeader: true })).columns[0]?.name).toBe('1');
  });

  it('gives every column a name of its own', async () => {
    const table = await readTable('a,a,,  b \n c,a_2,x\n1,2,3,4,5\n', { hasHeader: true });

    expect(table.columns.map(({ name }) => name)).toEqual([
      'a',
      'a_2',
      'column_3',
      'b',
      'column_5',
    ]);
  });
});

describe('the type of a column', () => {
  it.each([
    ['integer', ['1', '-2', '3,000'], [1, -2, 3_000]],
    ['number', ['1', '2.5', '$1,000.00'], [1, 2.5, 1_000]],
    ['number', ['1,5', '2', '1.000'], [1.5, 2, 1_000]],
    ['number', ['1.500', '2.25', '10'], [1.5, 2.25, 10]],
    ['integer', ['1,500', '2,250'], [1_500, 2_250]],
    ['number', ['1.500', '2.250'], [1.5, 2.25]],
    ['boolean', ['yes', 'No', ''], [true, false, null]],
    ['boolean', ['TRUE', 'false'], [true, false]],
    ['text', ['yes', 'true'], ['yes', 'true']],
    ['text', ['00501', '10001'], ['00501', '10001']],
    ['text', ['a', '1', '2'], ['a', '1', '2']],
    ['text', ['12345678901234567', '1'], ['12345678901234567', '1']],
    [
      'empty',
      ['', 'NA', 'n/a', 'null', '-', 'NaN', '#N/A'],
      [null, null, null, null, null, null, null],
    ],
  ])('is %s for %j', async (type, cells, values) => {
    const typed = await column(cells);

    expect(typed?.type).toBe(type);
    expect(valuesOf(typed)).toEqual(values);
  });

  it('takes the decimal sign of the other columns where it does not tell itself', async () => {
    const table = await readTable('a;b\n1,5;1.234\n2,25;2.345\n', {});

    expect(table.columns.map(valuesOf)).toEqual([
      [1.5, 2.25],
      [1_234, 2_345],
    ]);
  });

  it('stands when one in ten does not fit, and that one is told and left out', async () => {
    const nine = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
    const table = await readTable(['x', ...nine, 'oops'].join('\n'), {});

    expect(shapeOf(table)).toEqual(['x:integer']);
    expect(table.columns[0]).toMatchObject({ invalid: 1, missing: 0 });
    expect(table.notes).toEqual(['1 of "x" are no integer and are left out of its figures.']);
    expect((await column([...nine.slice(1), 'oops']))?.type).toBe('text');
  });

  it('keeps the unit where all cells agree', async () => {
    expect(await column(['$1', '$2', '3'])).toMatchObject({ unit: '$' });
    expect(await column(['$1', '€2'])).toMatchObject({ unit: undefined });
    expect(await column(['5 %', '7%'])).toMatchObject({ unit: '%' });
  });
});

describe('a column of dates', () => {
  it.each([
    ['2020-02-29', '2020-02-29'],
    ['2020-2-9', '2020-02-09'],
    ['2020/02/09', '2020-02-09'],
    ['2020.02.09', '2020-02-09'],
    ['1949-01', '1949-01'],
    ['1949/1', '1949-01'],
    ['1949M01', '1949-01'],
    ['01/1949', '1949-01'],
    ['Jan 1960', '1960-01'],
    ['January 1960', '1960-01'],
    ['Sept. 1960', '1960-09'],
    ['Jan-60', '1960-01'],
    ['Jan-29', '2029-01'],
    ["Dec '99", '1999-12'],
    ['1960 Jan', '1960-01'],
    ['März 2020', '2020-03'],
    ['5 Jan 2020', '2020-01-05'],
    ['5-Jan-20', '2020-01-05'],
    ['Jan 5, 2020', '2020-01-05'],
    ['January 5th, 2020', '2020-01-05'],
    ['Mon, 05 Jan 2020', '2020-01-05'],
    ['31.12.2020', '2020-12-31'],
    ['1.2.20', '2020-02-01'],
    ['Q3 2020', '2020-Q3'],
    ['2020-Q3', '2020-Q3'],
    ['2020Q3', '2020-Q3'],
    ['2020-01-05T13:45:10Z', '2020-01-05T13:45:10'],
    ['2020-01-05 13:45', '2020-01-05T13:45:00'],
    ['2020-01-05T23:30:00.123+02:00', '2020-01-05T23:30:00'],
    ['1/5/2020 1:45 PM', '2020-01-05T13:45:00'],
    ['1/5/2020 12:00 am', '2020-01-05T00:00:00'],
  ])('reads %s', async (cell, date) => {
    const typed = await column([cell, cell]);

    expect(typed?.type).toBe('date');
    expect(valuesOf(typed)).toEqual([date, date]);
  });

  it.each([
    '2020-13-01',
    '2020-02-30',
    '1900-02-29',
    '31/31/2020',
    'Foo 2020',
    '99999-01-01',
    'Q5 2020',
    '12:30',
    'May',
  ])('takes "%s" for none', async (cell) => {
    expect((await column([cell, cell]))?.type).toBe('text');
  });

  it('reads eight digits as a date only under a name that says so', async () => {
    expect(valuesOf(await column(['20200105'], 'Date'))).toEqual([20_200_105]);
    expect((await column(['20200105', '20201399'], 'amount'))?.type).toBe('integer');
  });

  it('decides on day and month by the whole column', async () => {
    const american = await column(['01/02/2020', '01/25/2020']);
    const european = await column(['01/02/2020', '25/01/2020']);
    const unclear = await readTable('d\n01/02/2020\n03/04/2020\n', {});

    expect(valuesOf(american)).toEqual(['2020-01-02', '2020-01-25']);
    expect(valuesOf(european)).toEqual(['2020-02-01', '2020-01-25']);
    expect(valuesOf(unclear.columns[0])).toEqual(['2020-01-02', '2020-03-04']);
    expect(unclear.notes[0]).toContain('month/day/year');
  });
});
