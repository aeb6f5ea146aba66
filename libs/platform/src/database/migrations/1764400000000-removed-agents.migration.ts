import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who had a name before, for those who would take it again. Only adds. */
export class RemovedAgents1764400000000 implements MigrationInterface {
  readonly name = 'RemovedAgents1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index agents_removed_name on agents (workspace_id, name)
      where status = 'removed'`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
