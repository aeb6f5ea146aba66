import { readSql } from './read-sql.js';

const engineName = (name: string): string => `c1_${name}`;
const simple = (sql: string): ReturnType<typeof readSql> => readSql(sql, engineName, true);
const kinds = (sql: string): string[] => simple(sql).notes.map(({ kind }) => kind);

describe(readSql, () => {
  it.each([
    'select 1',
    `update jobs set state = 'done' where id = $1`,
    `insert into words values ('listen'), ('copy x from stdin')`,
    'set local statement_timeout = 5',
    'set transaction isolation level serializable',
    `select set_config('my.tag', $1, true)`,
    'select set_config($1, $2, TRUE), set_config($3, $4, true )',
    'prepare transaction $1',
    'copy t to stdout',
    'discard plans',
    'notify listen',
  ])('leaves %s alone', (sql) => {
    expect(simple(sql)).toEqual({ sql, notes: [] });
  });

  it('notes which channel a connection listens to', () => {
    expect(simple('LISTEN Jobs').notes).toEqual([{ kind: 'listen', channel: 'jobs' }]);
    expect(simple('/* a */ listen "Jobs;1";').notes).toEqual([
      { kind: 'listen', channel: 'Jobs;1' },
    ]);
  });

  it('cuts a channel at 63 bytes, as Postgres does', () => {
    const [note] = simple(`listen "${'x'.repeat(80)}"`).notes;

    expect(note).toEqual({ kind: 'listen', channel: 'x'.repeat(63) });
  });

  it('keeps UNLISTEN from the neighbours', () => {
    expect(simple('unlisten jobs; select 1')).toEqual({
      sql: 'unlisten "caxton nobody"; select 1',
      notes: [{ kind: 'unlisten', channel: 'jobs' }],
    });
    expect(simple('UNLISTEN *').notes).toEqual([{ kind: 'unlisten' }]);
  });

  it.each([
    'set search_path = a',
    'SET SESSION search_path TO a',
    'reset all',
    'set role ann',
    `select set_config('search_path', 'a', false)`,
    'select set_config($1, $2, $3)',
    `select set_config('a', lower('B'), true)`,
  ])('notes that %s may change the session', (sql) => {
    expect(kinds(sql)).toContain('settings');
  });

  it('makes DISCARD ALL a matter of the one connection', () => {
    expect(simple('discard all').sql).toBe('reset all');
    expect(kinds('discard all')).toEqual(['fresh settings', 'unlisten', 'deallocate all']);
  });

  it('gives statements prepared by SQL a name of the connection', () => {
    expect(simple('prepare Mine (int) as select $1').sql).toBe(
      'prepare "c1_mine" (int) as select $1',
    );
    expect(simple('execute mine(1)').sql).toBe('execute "c1_mine"(1)');
    expect(simple('deallocate prepare mine').sql).toBe('deallocate prepare "c1_mine"');
    expect(simple('prepare mine as select 1').notes).toEqual([
      { kind: 'prepare', name: 'c1_mine' },
    ]);
  });

  it('keeps DEALLOCATE ALL from the neighbours', () => {
    expect(simple('deallocate all')).toEqual({
      sql: 'unlisten "caxton nobody"',
      notes: [{ kind: 'deallocate all' }],
    });
  });

  it('sees that a simple query asks for COPY data', () => {
    expect(simple('copy public.t (a, b) from stdin').copy).toEqual({ isBinary: false });
    expect(simple('copy t from stdin with binary').copy).toEqual({ isBinary: true });
  });

  it('refuses COPY FROM STDIN where its data could not be told apart', () => {
    expect(simple('select 1; copy t from stdin').sql).toContain(`errcode = '0A000'`);
    expect(readSql('copy t from stdin', engineName, false).sql).toContain(`errcode = '0A000'`);
  });

  it('refuses to start programs', () => {
    expect(simple(`copy (select 1) to program 'ls'`).sql).toContain('COPY with PROGRAM');
    expect(simple(`copy t from program 'ls'`).sql).toContain('COPY with PROGRAM');
  });

  it('rewrites every statement of a text', () => {
    expect(simple('unlisten a;execute b;unlisten c').sql).toBe(
      'unlisten "caxton nobody";execute "c1_b";unlisten "caxton nobody"',
    );
  });
});
