import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lets retractions of long ago be found without reading all of them. */
export class MemoryRetractions1764351000000 implements MigrationInterface {
  readonly name = 'MemoryRetractions1764351000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index memory_retractions_old on memory_retractions (workspace_id, created_at)',
    );
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
