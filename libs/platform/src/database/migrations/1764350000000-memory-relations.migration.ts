import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a relation counts, who changed it last, and what it was before each change. */
export class MemoryRelations1764350000000 implements MigrationInterface {
  readonly name = 'MemoryRelations1764350000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `alter table memory_relations
    add column valid_from timestamptz,
    add column valid_to timestamptz,
    add column version integer not null default 1,
    add column changed_by text,
    add column changed_message_id text,
    add column changed_at timestamptz`,
  `create table memory_relation_versions (
    relation_id text not null,
    version integer not null,
    workspace_id text not null,
    strength real not null,
    confidence real not null,
    bidirectional boolean not null,
    metadata jsonb not null,
    valid_from timestamptz,
    valid_to timestamptz,
    created_by text not null,
    source_message_id text,
    known_from timestamptz not null,
    known_to timestamptz not null,
    constraint memory_relation_versions_pk primary key (relation_id, version)
  )`,
  `create index memory_relation_versions_old on memory_relation_versions (workspace_id, known_to)`,
];
