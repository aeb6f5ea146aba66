import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that were sent together, and what became of each when it was sent. Only adds. */
export class Batches1764405000000 implements MigrationInterface {
  readonly name = 'Batches1764405000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

// Messages do not name their batch: their table is the largest, and a batch finds its 500 by their keys.
const statements = [
  `create table batches (
    workspace_id text not null,
    id text not null,
    principal text not null,
    fingerprint text not null,
    accepted integer not null,
    refused integer not null,
    hops integer not null default 0,
    message_ids text[] not null,
    results jsonb not null,
    created_at timestamptz not null default now(),
    looked_at timestamptz not null default now(),
    completed_at timestamptz,
    constraint batches_pk primary key (workspace_id, id)
  )`,
  `create index batches_recent on batches (workspace_id, created_at, id)`,
  `create index batches_open on batches (looked_at) where (completed_at is null)`,
  `create index batches_done on batches (completed_at) where (completed_at is not null)`,
];
