import type { Statement, Tx } from '#platform';
import { counts, dimensions } from '../counts.js';
import { countPastCosts } from './count-past-costs.repository.js';
import { addToSums } from './add-up.repository.js';

/** So many old messages or conversations are counted in one transaction. */
const portion = 2_000;

const noDimensions = dimensions.map((name) => (name === 'agent_version' ? '0' : `''`));

/** A row like a tally, of which only these are not empty. */
function tally(known: Readonly<Record<string, string>>, from: string): string {
  const empty = [...dimensions.map((name, index) => [name, noDimensions[index]] as const)];
  const zero = counts.map((name) => [name, '0::bigint'] as const);
  const columns = [...empty, ...zero].map(([name, none]) => `${known[name] ?? none} as ${name}`);
  return `select workspace_id, ${known['at'] ?? 'null'} as at, ${columns.join(', ')} from ${from}`;
}

const milliseconds = (interval: string): string =>
  `coalesce((extract(epoch from greatest(${interval}, '0')) * 1000)::bigint, 0)`;

const of = { agent_id: `coalesce(agent_id, '')`, capability: `coalesce(capability, '')` };

/** As the triggers on `messages` would have noted it; who had sent it was not kept. */
const pastMessages = `
  ${tally({ ...of, at: 'accepted_at', accepted: '1' }, 'old')}
  union all
  ${tally(
    {
      ...of,
      at: 'settled_at',
      agent_version: 'coalesce(agent_version, 0)',
      model: `coalesce(model ->> 'provider' || '/' || (model ->> 'model'), '')`,
      completed: `(status = 'completed')::int`,
      failed: `(status = 'failed')::int`,
      expired: `(status = 'expired')::int`,
      cancelled: `(status = 'cancelled')::int`,
      turns: '(started_at is not null)::int',
      response_ms: `case when status in ('completed', 'failed')
        then ${milliseconds('settled_at - accepted_at')} else 0 end`,
      queue_ms: milliseconds('started_at - accepted_at'),
      turn_ms: milliseconds('settled_at - started_at'),
      tokens_in: 'tokens_in',
      tokens_out: 'tokens_out',
      cost: 'coalesce(cost, 0)',
    },
    'old',
  )}`;

/** Each completed one counts as having ended once: how often it was taken up again was not kept. */
const pastConversations = `
  ${tally({ at: 'created_at', conversations_begun: '1' }, 'old')}
  union all
  ${tally(
    {
      at: 'last_activity_at',
      conversations_ended: '1',
      conversation_ms: milliseconds('last_activity_at - created_at'),
    },
    `old where status <> 'active' and active_since is null and last_activity_at < until`,
  )}`;

/** Walks along the primary key of the table; what is newer than the tallies is passed over. */
function countPast(
  subject: 'messages' | 'conversations',
  isOld: string,
  tallies: string,
): Statement {
  return {
    name: `usage.count-past-${subject}`,
    text: `
      with place as (
        select before, after_workspace, after_id from usage_pasts
        where subject = '${subject}' and done_at is null for update),
      portion as (
        select p.before as until, row.* from place p cross join lateral (
          select * from ${subject} x
          where (x.workspace_id, x.id) > (p.after_workspace, p.after_id)
          order by x.workspace_id, x.id limit $1) row),
      old as (select * from portion where ${isOld}),
      added as (${addToSums(tallies)}),
      last as (select workspace_id, id from portion order by workspace_id desc, id desc limit 1),
      moved as (
        update usage_pasts set
          after_workspace = coalesce((select workspace_id from last), after_workspace),
          after_id = coalesce((select id from last), after_id),
          done_at = case when (select count(*) from portion) < $1 then clock_timestamp() end
        where subject = '${subject}' and done_at is null)
      select count(*)::int as count from portion`,
  };
}

const statements = [
  countPast('messages', 'mailbox_id is not null and settled_at < until', pastMessages),
  countPast('conversations', 'created_at < until', pastConversations),
  countPastCosts,
];

/** Counts some of what happened before there were tallies. False: all of it is counted. */
export async function countPastPortion(tx: Tx): Promise<boolean> {
  for (const statement of statements) {
    const [row] = await tx.rows<{ count: number }>(statement, [portion]);
    if ((row?.count ?? 0) > 0) return true;
  }
  return false;
}
