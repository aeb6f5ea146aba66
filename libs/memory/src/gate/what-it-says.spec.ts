import { saysTheSame, wordsOf } from './what-it-says.js';

const inFile = 'findings_in_sales_csv';

describe(saysTheSame, () => {
  it('takes findings in the same data for one, however the request was worded', () => {
    const first = 'Growth of Q3 sales trends: 7.6 % a year';
    expect(saysTheSame(first, 'Growth of the quarter: 7.6 % a year.', inFile)).toBe(true);
    expect(saysTheSame(first, 'Season of Q3 sales trends: 7.6 % a year', inFile)).toBe(false);
  });

  it('knows a finding again that an analysis begins with', () => {
    const first = 'Analysis of the quarter: Growth: 7.6 % a year';
    expect(saysTheSame(first, 'Growth of Q3 sales: 7.6 % a year', inFile)).toBe(true);
    expect(saysTheSame(first, 'Season of Q3 sales: 7.6 % a year', inFile)).toBe(false);
  });

  it('never takes another figure for the same', () => {
    const [one, other] = ['Growth of sales: 7.6 % a year', 'Growth of sales: 7.7 % a year'];
    expect(saysTheSame(one, other, inFile)).toBe(false);
    expect(saysTheSame('Growth of a: 7 %', 'Growth of b: 7 % a year', inFile)).toBe(false);
  });

  it('keeps apart what is said of two, unless it is said of data with a name', () => {
    expect(saysTheSame('Acme ships to Norway', 'Globex ships to Norway', 'ships_to')).toBe(false);
    const [acme, globex] = ['Growth of Acme: 7 % a year', 'Growth of Globex: 7 % a year'];
    expect(saysTheSame(acme, globex, 'findings')).toBe(false);
    expect(saysTheSame('Acme ships to Norway', 'acme ships to  Norway.', 'ships_to')).toBe(true);
  });

  it('compares a finding that was cut as far as it goes', () => {
    const long = 'Season: July 22.7 % above trend, November 20.2 % below it';
    const [short, other] = [`Analysis of b: ${long.slice(0, 40)}…`, `Analysis of a: ${long}`];
    expect(saysTheSame(short, other, inFile)).toBe(true);
    expect(saysTheSame(other.replace('22.7', '22.8'), short, inFile)).toBe(false);
  });
});

describe(wordsOf, () => {
  it('gives what a fact says, apart from the wording of its subject and a word that was cut', () => {
    expect(wordsOf('Growth of Q3 sales: 7.6 % a ye…', inFile)).toBe('Growth: 7.6 % a ');
    expect(wordsOf('Growth of Q3 sales: 7.6 % a year', 'growth')).toBe(
      'Growth of Q3 sales: 7.6 % a year',
    );
    const long = `Growth of a: ${'7.6 % a year and '.repeat(9)}more`;
    expect(wordsOf(long, inFile)).toHaveLength(118);
    const plain = 'The peak lies in July: 22.7 % above trend';
    expect(wordsOf(plain, inFile)).toBe(plain);
  });
});
