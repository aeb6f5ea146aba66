import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace that was removed keeps its row, so that its name is not given again. Only adds. */
export class Workspaces1764358950000 implements MigrationInterface {
  readonly name = 'Workspaces1764358950000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table workspaces add column removed_at timestamptz');
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
