import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers that relations helped to find the memories for. */
export class MemoryRelationUses1764356000000 implements MigrationInterface {
  readonly name = 'MemoryRelationUses1764356000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `create table memory_relation_uses (
    relation_id text not null,
    message_id text not null,
    workspace_id text not null,
    used_at timestamptz not null default now(),
    constraint memory_relation_uses_pk primary key (relation_id, message_id)
  )`,
  `create index memory_relation_uses_old on memory_relation_uses (workspace_id, used_at)`,
];
