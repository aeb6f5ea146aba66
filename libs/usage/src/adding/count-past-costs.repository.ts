import type { Statement } from '#platform';

/**
 * What conversations cost before they knew it; walks along the primary key of their table, and index
 * messages_in_order. Rows are locked in the order of their ids, like everywhere.
 */
export const countPastCosts: Statement = {
  name: 'usage.count-past-costs',
  text: `
    with place as (
      select before, after_workspace, after_id from usage_pasts
      where subject = 'conversation_costs' and done_at is null for update),
    portion as (
      select p.before, c.* from place p cross join lateral (
        select x.workspace_id, x.id from conversations x
        where (x.workspace_id, x.id) > (p.after_workspace, p.after_id)
        order by x.workspace_id, x.id limit $1) c),
    sums as (
      select p.workspace_id, p.id, sum(m.tokens_in) as tokens_in, sum(m.tokens_out) as tokens_out,
        sum(coalesce(m.cost, 0)) as cost
      from portion p join messages m on m.workspace_id = p.workspace_id and m.conversation_id = p.id
      where m.settled_at < p.before and m.tokens_in > 0 and m.mailbox_id is not null group by 1, 2),
    held as (
      select c.workspace_id, c.id from conversations c join sums s using (workspace_id, id)
      order by c.workspace_id, c.id for update of c),
    added as (
      update conversations c set tokens_in = c.tokens_in + s.tokens_in,
        tokens_out = c.tokens_out + s.tokens_out, cost = c.cost + s.cost
      from sums s join held using (workspace_id, id)
      where c.workspace_id = s.workspace_id and c.id = s.id),
    last as (select workspace_id, id from portion order by workspace_id desc, id desc limit 1),
    moved as (
      update usage_pasts set
        after_workspace = coalesce((select workspace_id from last), after_workspace),
        after_id = coalesce((select id from last), after_id),
        done_at = case when (select count(*) from portion) < $1 then clock_timestamp() end
      where subject = 'conversation_costs' and done_at is null)
    select count(*)::int as count from portion`,
};
