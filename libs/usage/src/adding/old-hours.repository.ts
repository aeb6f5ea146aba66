import type { Statement, Tx } from '#platform';

/** By workspace, as index usage_sums_pk has them. What is added to an hour that is taken here begins it anew. */
const dropOld: Statement = {
  name: 'usage.drop-old-hours',
  text: `
    with old as (
      select s.ctid as place from workspaces w cross join lateral (
        select u.ctid from usage_sums u
        where u.workspace_id = w.id and u.span = 'hour' and u.at < now() - $1::float8 * interval '1 ms'
        order by u.at limit $2 for update skip locked) s
      limit $2)
    delete from usage_sums where ctid = any (array(select place from old)) returning 1`,
};

/** Sums of hours that began so many milliseconds ago, some of them; those of their days stay. Gives how many. */
export async function dropOldHours(tx: Tx, retentionMs: number, most: number): Promise<number> {
  return (await tx.rows(dropOld, [retentionMs, most])).length;
}
