import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What turns wrote, and are to learn, that had read content from outside. */
export class MemoryTaint1764356100000 implements MigrationInterface {
  readonly name = 'MemoryTaint1764356100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  // The index is made from every fact there is; that takes longer than a request may.
  `set local statement_timeout = 0`,
  `alter table memory_observations add column tainted boolean not null default false`,
  `alter table memory_relations add column tainted boolean not null default false`,
  `alter table memory_lessons add column tainted boolean not null default false`,
  `create index memory_observations_tainted on memory_observations (entity_id) where tainted`,
];
