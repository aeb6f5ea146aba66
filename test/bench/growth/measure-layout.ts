import type { Database } from '#platform';
import { run } from '../run.js';
import { effortOf, type Effort } from './ledger.js';
import { idAt, type Layout, type Month } from './layouts.js';

/** Steps of one message. */
const steps = 4;

const portion = 20_000;

/** As `dropOldSteps` does it. */
const deletedAtOnce = 1_000;

const row = `'default', id, step, case step when 2 then 'tool' else 'model' end, 'a step', md5(id || step),
  case step when 2 then id || '#2' end, 'done', json_build_object('text', repeat(md5(id), 12)), 900, 120`;
const columns = `workspace_id, message_id, step_no, kind, name, request_hash, idempotency_key, state, response,
  tokens_in, tokens_out`;

/** Steps of so many messages, at even distances over a month. */
const fillMonth = (table: string): string => `
  insert into ${table} (${columns}, started_at)
  select ${row}, t.at
  from generate_series($1::int, $2::int) n
  cross join lateral (select $3::timestamptz + ($4::timestamptz - $3::timestamptz) * (n::float8 / $5) as at) t
  cross join lateral (select ${idAt('t.at')} || '-' || n as id) m
  cross join generate_series(1, ${String(steps)}) step`;

/** Fills all months. Gives what it took. */
export function fill(
  database: Database,
  { table }: Layout,
  months: readonly Month[],
  messages: number,
): Promise<Effort> {
  return effortOf(database, async () => {
    for (const { from, to } of months) {
      for (let first = 0; first < messages; first += portion) {
        const last = Math.min(first + portion, messages) - 1;
        await run(database, fillMonth(table), [first, last, from, to, messages]);
      }
    }
  });
}

/** What a turn does: reads the steps of its message, then notes another one under the guard of the key. */
export async function turn(database: Database, layout: Layout, id: string): Promise<number> {
  const began = performance.now();
  await run(
    database,
    `select step_no, response from ${layout.table} where workspace_id = $1 and message_id = $2 order by step_no`,
    ['default', id],
  );
  await run(
    database,
    `insert into ${layout.table} (${columns}, started_at)
     select ${row}, clock_timestamp() from (select $1::text as id, 1 as step) one
     on conflict (${layout.key}) do update set state = excluded.state`,
    [id],
  );
  return performance.now() - began;
}

/** Removes a month, the oldest that is there, as the layout lets it. */
export async function removeMonth(
  database: Database,
  { table, isParted }: Layout,
  months: readonly Month[],
  number: number,
): Promise<void> {
  if (isParted) {
    await run(database, `drop table ${table}_${String(number)}`);
    return;
  }
  for (let gone = deletedAtOnce; gone === deletedAtOnce;) {
    const rows = await run(database, deleteOld(table), [months[number]?.to]);
    gone = rows.length;
  }
}

const deleteOld = (table: string): string => `
  with old as (
    select workspace_id, message_id, step_no from ${table} where started_at < $1::timestamptz
    order by started_at limit ${String(deletedAtOnce)} for update skip locked)
  delete from ${table} s using old
  where s.workspace_id = old.workspace_id and s.message_id = old.message_id
    and s.step_no = old.step_no returning s.step_no`;

/** What autovacuum does afterwards. */
export function vacuum(database: Database, { table }: Layout): Promise<Effort> {
  return effortOf(database, () => run(database, `vacuum (analyze) ${table}`));
}
