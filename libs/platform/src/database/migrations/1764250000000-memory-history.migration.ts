import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lets old history be found without reading all of it: facts that gave way, and uses, by their age. */
export class MemoryHistory1764250000000 implements MigrationInterface {
  readonly name = 'MemoryHistory1764250000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `create index memory_observations_superseded on memory_observations (workspace_id, valid_to)
    where (state = 'superseded')`,
  `create index memory_uses_old on memory_uses (workspace_id, used_at)`,
];
