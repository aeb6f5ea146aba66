import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The journal of turns: what a turn did step by step, so that another attempt at the same message
 * replays it (ADR-0010).
 *
 * `response` is `json` and not `jsonb`: what a model said must come back letter by letter (order of
 * keys, signed thoughts, characters that `jsonb` refuses), and nobody searches in it.
 */
export class TurnJournal1764110000000 implements MigrationInterface {
  readonly name = 'TurnJournal1764110000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of journal) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const journal = [
  `create table turn_steps (
    workspace_id text not null,
    message_id text not null,
    step_no integer not null,
    kind text not null,
    name text not null,
    request_hash text not null,
    idempotency_key text,
    state text not null,
    attempts integer not null default 1,
    response json,
    tokens_in integer not null default 0,
    tokens_out integer not null default 0,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    constraint turn_steps_pk primary key (workspace_id, message_id, step_no),
    constraint turn_steps_kind check (kind in ('model', 'tool', 'code')),
    constraint turn_steps_state check (state in ('started', 'done', 'unknown', 'superseded'))
  )`,
  `create index turn_steps_age on turn_steps (started_at)`,
];
