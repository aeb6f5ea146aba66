import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a step that calls a tool was asked and how it ended, so that calls can be looked through. */
export class ToolCalls1764352000001 implements MigrationInterface {
  readonly name = 'ToolCalls1764352000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  // The index is made from every step there is; that takes longer than a request may.
  `set local statement_timeout = 0`,
  `alter table turn_steps
    add column arguments json,
    add column outcome text,
    add column error_code text`,
  `create index turn_steps_calls on turn_steps (workspace_id, started_at, message_id, step_no)
    where (kind = 'tool'::text)`,
];
