import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Relations that are taken back, and what a retraction would give back. */
export class MemoryRetractedRelations1764356600000 implements MigrationInterface {
  readonly name = 'MemoryRetractedRelations1764356600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `alter table memory_relations add column state text not null default 'current'`,
  `create table memory_retracted_relations (
    retraction_id text not null,
    relation_id text not null,
    workspace_id text not null,
    retracted_at timestamptz not null,
    constraint memory_retracted_relations_pk primary key (retraction_id, relation_id)
  )`,
  `create index memory_retracted_relations_of on memory_retracted_relations (relation_id)`,
];
