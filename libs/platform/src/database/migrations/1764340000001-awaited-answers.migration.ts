import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What suspended turns wait for from other agents: one row per question asked of one agent (ADR-0015). */
export class AwaitedAnswers1764340000001 implements MigrationInterface {
  readonly name = 'AwaitedAnswers1764340000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `create table awaited_answers (
    workspace_id text not null,
    question_id text not null,
    message_id text not null,
    request_hash text not null,
    agent text not null,
    capability text,
    asker_mailbox_id bigint not null,
    mailbox_id bigint,
    wanted integer not null,
    asked_at timestamptz not null default now(),
    wait_until timestamptz not null,
    reply_id text,
    is_good boolean,
    error json,
    answered_at timestamptz,
    constraint awaited_answers_pk primary key (workspace_id, question_id)
  )`,
  `create index awaited_answers_of_message on awaited_answers (workspace_id, message_id)`,
  `create index awaited_answers_open on awaited_answers (asker_mailbox_id)
    where (answered_at is null)`,
];
