import { changesBetween, changeSql, startedWith } from './settings.js';

const settings = (values: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(values));

describe(changesBetween, () => {
  it('asks for nothing when nothing differs', () => {
    expect(changesBetween(settings({ a: '1' }), settings({ a: '1' })).size).toBe(0);
  });

  it('takes back what the neighbour had and sets what is wanted', () => {
    const changes = changesBetween(settings({ a: '1', b: '2' }), settings({ b: '3', c: '4' }));

    expect([...changes]).toEqual([
      ['a', null],
      ['b', '3'],
      ['c', '4'],
    ]);
  });
});

describe(changeSql, () => {
  it('changes all in one statement', () => {
    const changes = new Map([
      ['search_path', '"a b", c'],
      ['role', null],
    ]);

    expect(changeSql(changes)).toBe(
      `select set_config('search_path', '"a b", c', false), set_config('role', null, false)`,
    );
  });

  it('lets no value out of its quotes', () => {
    expect(changeSql(new Map([['a', `x'); drop table t; --\\`]]))).toBe(
      String.raw`select set_config('a',  E'x''); drop table t; --\\', false)`,
    );
  });
});

describe(startedWith, () => {
  it('keeps what the connection started with unless it was changed', () => {
    const now = startedWith(settings({ a: '1', b: '2' }), settings({ b: '3' }));

    expect(Object.fromEntries(now)).toEqual({ a: '1', b: '3' });
  });
});
