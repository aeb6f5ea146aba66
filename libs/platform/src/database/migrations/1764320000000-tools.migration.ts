import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tools that a workspace registers. Only adds. */
export class Tools1764320000000 implements MigrationInterface {
  readonly name = 'Tools1764320000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tools (
        workspace_id text not null,
        name text not null,
        definition jsonb not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint tools_pk primary key (workspace_id, name)
      )`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
