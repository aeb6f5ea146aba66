import type { MigrationInterface, QueryRunner } from 'typeorm';

const milliseconds = (interval: string): string =>
  `(extract(epoch from greatest(${interval}, '0')) * 1000)::bigint`;

/** As it was, and what a model was paid for is added to its conversation, whose row every commit holds already. */
const tallyEnding = `
  create or replace function tally_ending() returns trigger language plpgsql as $$
    declare
      is_answered constant boolean := new.status in ('completed', 'failed');
    begin
      if new.settled_at is null then
        insert into tallies (workspace_id, agent_id, capability, sent_by, requeued)
        values (new.workspace_id, coalesce(new.agent_id, ''), coalesce(new.capability, ''),
          coalesce(new.sent_by, ''), 1);
        return null;
      end if;
      insert into tallies (workspace_id, at, agent_id, agent_version, capability, sent_by, model,
        completed, failed, expired, cancelled, turns, response_ms, queue_ms, turn_ms,
        tokens_in, tokens_out, cost)
      values (new.workspace_id, new.settled_at, coalesce(new.agent_id, ''),
        coalesce(new.agent_version, 0), coalesce(new.capability, ''), coalesce(new.sent_by, ''),
        coalesce(new.model ->> 'provider' || '/' || (new.model ->> 'model'), ''),
        (new.status = 'completed')::int, (new.status = 'failed')::int,
        (new.status = 'expired')::int, (new.status = 'cancelled')::int,
        (new.started_at is not null)::int,
        case when is_answered then ${milliseconds('new.settled_at - new.accepted_at')} else 0 end,
        coalesce(${milliseconds('new.started_at - new.accepted_at')}, 0),
        coalesce(${milliseconds('new.settled_at - new.started_at')}, 0),
        new.tokens_in, new.tokens_out, coalesce(new.cost, 0));
      if new.tokens_in > 0 and new.settled_at >= (
        select before from usage_pasts where subject = 'conversation_costs') then
        update conversations set tokens_in = tokens_in + new.tokens_in,
          tokens_out = tokens_out + new.tokens_out, cost = cost + coalesce(new.cost, 0)
        where workspace_id = new.workspace_id and id = new.conversation_id;
      end if;
      return null;
    end $$`;

/**
 * Conversations know what they cost. What ended before is the past, which is counted later; nobody ends a message
 * while this is decided. Only adds.
 */
export class ConversationCosts1764405410000 implements MigrationInterface {
  readonly name = 'ConversationCosts1764405410000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      // In the order in which messages are appended and turns committed, or each would wait for the other.
      'lock table conversations in access exclusive mode',
      'lock table messages in share row exclusive mode',
      `alter table conversations add column tokens_in bigint not null default 0,
        add column tokens_out bigint not null default 0, add column cost bigint not null default 0`,
      `create index conversations_dearest on conversations (workspace_id, cost, tokens_in, id)
        where (tokens_in > 0)`,
      `insert into usage_pasts (subject, before) values ('conversation_costs', clock_timestamp())`,
      tallyEnding,
    ]) {
      await runner.query(statement);
    }
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
