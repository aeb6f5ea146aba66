import { facts, line, table } from './table.js';

describe(table, () => {
  it('is as wide as its widest cells, by characters', () => {
    const rows = [
      { name: 'Ünï😀', n: 1 },
      { name: 'A', n: undefined },
    ];
    expect(
      table(rows, [
        ['NAME', ({ name }) => name],
        ['N', ({ n }) => n],
      ]),
    ).toBe('NAME  N\nÜnï😀  1\nA     -\n');
  });
});

describe(line, () => {
  it.each([
    [['a', 'b'], 'a,b'],
    [{ a: 1 }, '{"a":1}'],
    [null, '-'],
    ['two\nlines', 'two lines'],
    [false, 'false'],
  ])('shows %j as %j', (value, text) => {
    expect(line(value)).toBe(text);
  });

  it('lets nobody write commands to the terminal', () => {
    expect(line('\u001b[2Jhello\u202e')).toBe('[2Jhello');
  });

  it('cuts between characters', () => {
    expect(line('😀😀😀', 2)).toBe('😀…');
  });
});

describe(facts, () => {
  it('leaves out what is not there', () => {
    expect(facts({ name: 'A', version: undefined, tools: ['x'] })).toBe('name   A\ntools  x\n');
  });

  it('shows what has parts a part a line, one after another', () => {
    const tried = [{ kind: 'retried', error: { code: 'X' } }, { kind: 'failed' }];
    expect(facts({ id: 'm', grants: {}, error: { code: 'Y', reason: 'No' }, tried })).toBe(
      [
        'id      m',
        'grants  {}',
        'error',
        '    code    Y',
        '    reason  No',
        'tried',
        '    kind   retried',
        '    error',
        '        code  X',
        '    -',
        '    kind  failed',
        '',
      ].join('\n'),
    );
  });
});
