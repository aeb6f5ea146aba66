import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a worker cannot do although it runs. A process of the version before says nothing of it. Only adds. */
export class WorkerProblems1764400100000 implements MigrationInterface {
  readonly name = 'WorkerProblems1764400100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table workers add column problems text[] default '{}' not null`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
