import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is counted, as it was when this migration was written. */
const counts = [
  ...['accepted', 'completed', 'failed', 'expired', 'cancelled', 'requeued', 'turns'],
  ...['response_ms', 'queue_ms', 'turn_ms', 'tokens_in', 'tokens_out', 'cost'],
  ...['conversations_begun', 'conversations_ended', 'conversation_ms'],
];

const dimensions = 'agent_id, agent_version, capability, sent_by, model';

const table = `
  create table usage_totals (
    workspace_id text not null,
    span text not null constraint usage_totals_span check (span in ('day', 'week')),
    at timestamptz not null,
    agent_id text not null default '',
    agent_version integer not null default 0,
    capability text not null default '',
    sent_by text not null default '',
    model text not null default '',
    ${counts.map((name) => `${name} bigint not null default 0`).join(', ')},
    constraint usage_totals_pk
      primary key (workspace_id, span, at, agent_id, agent_version, capability, sent_by, model))`;

interface Coarser {
  readonly span: string;
  readonly at: string;
  readonly of: string;
}

/** What days are added up to: weeks from Monday on (UTC), and days of all agents and versions together. */
const coarser: readonly Coarser[] = [
  { span: 'week', at: `date_trunc('week', at, 'UTC')`, of: dimensions },
  { span: 'day', at: 'at', of: `''::text, 0, capability, sent_by, model` },
];

const add = (days: string): string[] =>
  coarser.map(
    ({ span, at, of }) => `
      insert into usage_totals as u (workspace_id, span, at, ${dimensions}, ${counts.join(', ')})
      select workspace_id, '${span}', ${at}, ${of},
        ${counts.map((name) => `sum(${name})`).join(', ')}
      from (${days}) d
      group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
      on conflict on constraint usage_totals_pk do update set
        ${counts.map((name) => `${name} = u.${name} + excluded.${name}`).join(', ')};`,
  );

const columns = (sign: string): string =>
  `workspace_id, at, ${dimensions}, ${counts.map((name) => `${sign}${name} as ${name}`).join(', ')}`;

const define = (name: string, days: string): string => `
  create function ${name}() returns trigger language plpgsql as $$
    begin
      if exists (select from sums where span = 'day') then ${add(days).join('')}
      end if;
      return null;
    end $$`;

const newDays = `select ${columns('')} from sums where span = 'day'`;
const oldDays = `select ${columns('-')} from sums_before where span = 'day'`;

const functions = [
  define('sum_new_days', newDays),
  define('sum_changed_days', `${newDays} union all ${oldDays}`),
];

const triggers = [
  `create trigger usage_sums_new_days after insert on usage_sums
    referencing new table as sums for each statement execute function sum_new_days()`,
  `create trigger usage_sums_changed_days after update on usage_sums
    referencing new table as sums old table as sums_before
    for each statement execute function sum_changed_days()`,
];

/**
 * A month of many agents is read as weeks, or as days of all of them together. Postgres makes them of the days itself
 * (ADR-0022), so that a process of the version before, which knows none, adds to them as well. Only adds.
 */
export class UsageTotals1764405400000 implements MigrationInterface {
  readonly name = 'UsageTotals1764405400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      table,
      ...add(`select ${columns('')} from usage_sums where span = 'day'`),
      ...functions,
      ...triggers,
    ]) {
      await runner.query(statement);
    }
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
