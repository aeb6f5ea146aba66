import type { Statement, Tx } from '#platform';
import { counts, dimensions } from '../counts.js';

/** So many tallies are added up in one transaction. */
const portion = 20_000;

/** Of all who add up, one does it at a time. */
const addingLock = 7_210_949;

const key = ['workspace_id', 'span', 'at', ...dimensions];
const columns = [...key, ...counts].join(', ');
const ofEver = dimensions.map((name) => {
  if (name === 'agent_id' || name === 'capability') return `t.${name}`;
  return `case s.span when 'ever' then ${name === 'agent_version' ? '0' : `''`} else t.${name} end`;
});

/**
 * Adds rows like tallies to the sums of their hour, of their day, and of ever. By hours first: what is sorted then
 * are sums, not tallies, and sorting was most of the work.
 */
export function addToSums(source: string): string {
  const own = ['workspace_id', ...dimensions].join(', ');
  return `
    insert into usage_sums as u (${columns})
    select t.workspace_id, s.span,
      case s.span when 'ever' then '-infinity' else date_trunc(s.span, t.at, 'UTC') end,
      ${ofEver.join(', ')}, ${counts.map((name) => `sum(t.${name})`).join(', ')}
    from (
      select ${own}, date_trunc('hour', at, 'UTC') as at,
        ${counts.map((name) => `sum(${name})::bigint as ${name}`).join(', ')}
      from (${source}) all_of_them group by ${own}, date_trunc('hour', at, 'UTC')) t
    cross join (values ('hour'), ('day'), ('ever')) as s(span)
    group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict on constraint usage_sums_pk do update set
      ${counts.map((name) => `${name} = u.${name} + excluded.${name}`).join(', ')}`;
}

const tryLock: Statement = {
  name: 'usage.try-lock',
  text: `select pg_try_advisory_xact_lock(${String(addingLock)}) as is_ours`,
};

/** Gone and added in one statement: each tally counts once. Oldest first; index tallies_pk. */
const addUp: Statement = {
  name: 'usage.add-up',
  text: `
    with taken as (
      delete from tallies where id = any (array(select id from tallies order by id limit $1))
      returning *),
    added as (${addToSums('select * from taken')})
    select count(*)::int as count from taken`,
};

/** The age by the clock of Postgres, which wrote it down; index tallies_pk. */
const due: Statement = {
  name: 'usage.due',
  text: `
    select (select count(*) from (select from tallies limit $1::int) few) >= $1
      or coalesce((select clock_timestamp() - at from tallies order by id limit 1) >= $2 * interval '1 ms', false)
      as are_due`,
};

/** Whether so many tallies have gathered, or the oldest has waited so long. */
export async function areTalliesDue(
  tx: Tx,
  { tallies, ms }: { readonly tallies: number; readonly ms: number },
): Promise<boolean> {
  const [row] = await tx.rows<{ are_due: boolean }>(due, [tallies, ms]);
  return row?.are_due ?? false;
}

/** Until the transaction ends. False: somebody else adds up. */
export async function isOursToAdd(tx: Tx): Promise<boolean> {
  const [row] = await tx.rows<{ is_ours: boolean }>(tryLock);
  return row?.is_ours ?? false;
}

/** Adds up the oldest tallies. False: there are no more of them for now. */
export async function addUpPortion(tx: Tx): Promise<boolean> {
  const [row] = await tx.rows<{ count: number }>(addUp, [portion]);
  return row?.count === portion;
}
