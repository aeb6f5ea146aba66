import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has ended is found, and forgotten, by when it did. Only adds. */
export class EndedOperations1764405300000 implements MigrationInterface {
  readonly name = 'EndedOperations1764405300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index conversation_operations_ended on conversation_operations (ended_at)
      where (ended_at is not null)`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
