import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Conversations that were put away, and what is done to many of them at once. Only adds. Whoever writes into an
 * archived conversation, a process of the version before too, makes it active: a trigger takes it out of the archive then.
 */
export class Archive1764405100000 implements MigrationInterface {
  readonly name = 'Archive1764405100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

// The indexes of conversations come later, by a migration that keeps nobody from writing.
const statements = [
  `alter table conversations add column archived_at timestamptz`,
  `create function leave_archive() returns trigger language plpgsql as $$
    begin
      new.archived_at := null;
      return new;
    end $$`,
  `create trigger conversations_leave_archive before update of status on conversations
    for each row when (old.archived_at is not null and new.status <> 'archived')
    execute function leave_archive()`,
  `create table conversation_operations (
    workspace_id text not null,
    id text not null,
    action text not null,
    status text not null default 'running',
    filter jsonb not null,
    principal text not null,
    count integer not null default 0,
    place_at timestamptz not null default '-infinity',
    place_id text not null default '',
    created_at timestamptz not null default now(),
    touched_at timestamptz not null default now(),
    ended_at timestamptz,
    constraint conversation_operations_pk primary key (workspace_id, id),
    constraint conversation_operations_action check (action in ('archive', 'restore', 'delete')),
    constraint conversation_operations_status check (status in ('running', 'completed', 'cancelled'))
  )`,
  `create index conversation_operations_running on conversation_operations (touched_at)
    where (status = 'running'::text)`,
];
