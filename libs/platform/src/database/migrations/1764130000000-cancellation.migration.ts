import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages learn what caused them and whether somebody wants them cancelled. Both indexes hold next to
 * nothing: only what agents said to agents, and only cancellations that are under way.
 */
export class Cancellation1764130000000 implements MigrationInterface {
  readonly name = 'Cancellation1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `alter table messages
    add column cause_id text,
    add column cancel_requested_at timestamptz,
    add column cancelled_by text,
    add column cancel_reason text,
    add column cancel_via text`,
  `create index messages_caused on messages (workspace_id, cause_id)
    where (cause_id is not null)`,
  `create index messages_cancelling on messages (cancel_requested_at)
    where ((status = 'delivered'::text) and (cancel_requested_at is not null))`,
];
