import type { MigrationInterface, QueryRunner } from 'typeorm';

const milliseconds = (interval: string): string =>
  `(extract(epoch from greatest(${interval}, '0')) * 1000)::bigint`;

/** Messages that ended in this statement, or that were put back after they had failed. */
const turned = `
  from updated n join old_rows o on o.workspace_id = n.workspace_id and o.id = n.id
  where n.mailbox_id is not null and (o.settled_at is null) <> (n.settled_at is null)`;

const count = (status: string): string => `count(*) filter (where status = '${status}')`;

/** One row per agent, version, capability, sender, model and hour: sums are kept by the hour. */
const noteEndings = `
  insert into tallies (workspace_id, at, agent_id, agent_version, capability, sent_by, model,
    completed, failed, expired, cancelled, requeued, turns, response_ms, queue_ms, turn_ms,
    tokens_in, tokens_out, cost)
  select workspace_id, max(at), agent, version, capability, sent_by, model,
    ${count('completed')}, ${count('failed')}, ${count('expired')}, ${count('cancelled')},
    ${count('delivered')}, count(started_at), sum(response_ms), sum(queue_ms), sum(turn_ms),
    sum(tokens_in), sum(tokens_out), sum(cost)
  from (
    select n.workspace_id, n.status, coalesce(n.settled_at, clock_timestamp()) as at,
      coalesce(n.agent_id, '') as agent, coalesce(n.capability, '') as capability,
      coalesce(n.sent_by, '') as sent_by, e.*,
      case when n.status in ('completed', 'failed')
        then ${milliseconds('n.settled_at - n.accepted_at')} else 0 end as response_ms,
      coalesce(${milliseconds('e.started_at - n.accepted_at')}, 0) as queue_ms,
      coalesce(${milliseconds('n.settled_at - e.started_at')}, 0) as turn_ms
    from (select n.* ${turned}) n
    cross join lateral (
      select coalesce(n.agent_version, 0) as version,
        coalesce(n.model ->> 'provider' || '/' || (n.model ->> 'model'), '') as model,
        n.started_at, n.tokens_in, n.tokens_out, coalesce(n.cost, 0) as cost
      where n.settled_at is not null
      union all
      select 0, '', null, 0, 0, 0 where n.settled_at is null) e) noted
  group by workspace_id, date_trunc('hour', at), agent, version, capability, sent_by, model`;

/** What asked a model is counted in its conversation too. */
const noteCosts = `
  if exists (select from updated where tokens_in > 0 and settled_at is not null) then
    update conversations c set tokens_in = c.tokens_in + spent.tokens_in,
      tokens_out = c.tokens_out + spent.tokens_out, cost = c.cost + spent.cost
    from (
      select n.workspace_id, n.conversation_id, sum(n.tokens_in) as tokens_in,
        sum(n.tokens_out) as tokens_out, coalesce(sum(n.cost), 0) as cost
      ${turned} and n.settled_at >= (
        select before from usage_pasts where subject = 'conversation_costs') and n.tokens_in > 0
      group by 1, 2) spent
    where c.workspace_id = spent.workspace_id and c.id = spent.conversation_id;
  end if;`;

const endings = [
  `create function tally_endings() returns trigger language plpgsql as $$
    begin ${noteEndings}; ${noteCosts}
      return null;
    end $$`,
  `create or replace trigger messages_tally_ending after update on messages
    referencing old table as old_rows new table as updated
    for each statement execute function tally_endings()`,
];

const completions = [
  `create function tally_completions() returns trigger language plpgsql as $$
    begin
      insert into tallies (workspace_id, conversations_ended, conversation_ms)
      select n.workspace_id, count(*),
        sum(${milliseconds('n.last_activity_at - coalesce(n.active_since, n.created_at)')})
      from updated n join old_rows o on o.workspace_id = n.workspace_id and o.id = n.id
      where o.status = 'active' and n.status = 'completed' group by 1;
      return null;
    end $$`,
  `create or replace trigger conversations_tally_completion after update on conversations
    referencing old table as old_rows new table as updated
    for each statement execute function tally_completions()`,
];

/**
 * What ends in one statement is noted together (ADR-0022): since turns are committed together (ADR-0029), a row and
 * the call of a function for each message was a quarter of what Postgres did for it. Counts the same for a
 * process of the version before, whose statements end one message each. Only adds: the triggers keep their names and do more at once.
 */
export class TalliesByStatement1764500500000 implements MigrationInterface {
  readonly name = 'TalliesByStatement1764500500000';

  async up(runner: QueryRunner): Promise<void> {
    // Conversations before messages, as everybody locks them.
    for (const statement of [...completions, ...endings]) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
