import { Client } from 'pg';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { eventually } from '../../../../test/support/eventually.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';

describeWith(['postgres'], 'a migration beside others', () => {
  let database: TestDatabase;
  let other: Client;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    other = new Client({ connectionString: database.url });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await database.drop();
  });

  const open = (): Promise<Database> =>
    openDatabase({
      url: database.url,
      pool: 2,
      entities: [],
      sessionLimits: true,
      onPoolError: () => undefined,
    });
  const waiting = async (): Promise<number> => {
    const { rows } = await other.query<{ count: number }>(
      `select count(*)::int as count from pg_locks
        where not granted and relation = 'pg_extension'::regclass`,
    );
    return rows[0]?.count ?? 0;
  };

  it('lets others pass when it cannot get a lock, and gets it in the end', async () => {
    await other.query('begin');
    await other.query('lock table pg_extension in share mode');
    const opening = open();
    expect(await eventually(waiting, (count) => count === 1)).toBe(1);
    // It gave up: whoever queued behind it would pass now.
    expect(await eventually(waiting, (count) => count === 0)).toBe(0);
    await other.query('commit');
    await (await opening).close();
    const { rows } = await other.query('select 1 from migrations limit 1');
    expect(rows).toHaveLength(1);
  });

  it('gives way to whoever waits for what it holds, and is done in the end', async () => {
    await (await open()).close();
    await other.query(`delete from migrations where name = 'Usage1764402000000'`);
    await other.query(`
      drop table tallies, usage_sums, usage_pasts;
      drop function tally_arrivals, tally_ending, tally_endings, tally_conversations, tally_completion, tally_completions,
        note_resumption cascade;
      alter table messages drop column sent_by, drop column cost;
      alter table conversations drop column active_since`);
    await other.query('begin');
    await other.query(`set local deadlock_timeout = '1min'`);
    await other.query('lock table conversations in row exclusive mode');
    const opening = open();
    const waits = async (): Promise<number> => {
      const { rows } = await other.query<{ count: number }>(
        `select count(*)::int as count from pg_locks
          where not granted and relation = 'conversations'::regclass`,
      );
      return rows[0]?.count ?? 0;
    };
    expect(await eventually(waits, (count) => count === 1)).toBe(1);
    await other.query('lock table messages in row exclusive mode');
    await other.query('commit');
    await (await opening).close();
    const { rows } = await other.query('select from usage_pasts');
    expect(rows).toHaveLength(2);
  });

  it('adds the days that are there to weeks, and to days of all agents', async () => {
    await (await open()).close();
    await other.query(`delete from migrations where name = 'UsageTotals1764405400000'`);
    await other.query(`
      drop function sum_new_days, sum_changed_days cascade;
      drop table usage_totals;
      insert into usage_sums (workspace_id, span, at, agent_id, accepted)
      values ('w', 'day', '2026-03-03Z', 'agt-a', 2), ('w', 'day', '2026-03-04Z', 'agt-a', 3),
        ('w', 'day', '2026-03-04Z', 'agt-b', 4)`);
    await (await open()).close();
    await other.query(
      `update usage_sums set accepted = 5 where agent_id = 'agt-b' and span = 'day'`,
    );
    const { rows } = await other.query<Record<string, unknown>>(`
      select span, to_char(at at time zone 'UTC', 'MM-DD') as at, agent_id, accepted::int from usage_totals
      where workspace_id = 'w' order by 1, 2, 3`);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['day', '03-03', '', 2],
      ['day', '03-04', '', 8],
      ['week', '03-02', 'agt-a', 5],
      ['week', '03-02', 'agt-b', 5],
    ]);
  });

  it('is done once by processes that start together', async () => {
    const opened = await Promise.all([open(), open(), open()]);
    await Promise.all(opened.map((one) => one.close()));
    const { rows } = await other.query<{ name: string }>('select name from migrations');
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(0);
  });
});
