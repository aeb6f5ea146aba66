import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages that failed for good can be found, put back and discarded, and remember what was tried.
 * The index holds dead letters only, so that what goes well pays nothing for it.
 */
export class DeadLetters1764120000000 implements MigrationInterface {
  readonly name = 'DeadLetters1764120000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  // The index is made from every message there is; that takes longer than a request may.
  `set local statement_timeout = 0`,
  `alter table messages
    add column history jsonb,
    add column requeues integer not null default 0,
    add column requeued_at timestamptz,
    add column outdated_reply_id text,
    add column supersedes_id text,
    add column discarded_at timestamptz,
    add column discarded_by text`,
  `create index messages_dead on messages (workspace_id, settled_at, id)
    where ((status = 'failed'::text) and (mailbox_id is not null) and (discarded_at is null))`,
];
