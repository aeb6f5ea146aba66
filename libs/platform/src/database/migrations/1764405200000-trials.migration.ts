import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Configurations that are tried without being deployed, and what came of each. Only adds. */
export class Trials1764405200000 implements MigrationInterface {
  readonly name = 'Trials1764405200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `create table trials (
    workspace_id text not null,
    id text not null,
    state text not null default 'waiting',
    principal text not null,
    capabilities text[] not null,
    request jsonb not null,
    outcomes jsonb not null default '[]',
    memory_mb integer not null default 0,
    why text,
    token text,
    lease_until timestamptz,
    deadline timestamptz not null,
    created_at timestamptz not null default now(),
    constraint trials_pk primary key (workspace_id, id),
    constraint trials_state check (state in ('waiting', 'running', 'ended'))
  )`,
  `create index trials_waiting on trials (created_at) where (state = 'waiting'::text)`,
  `create index trials_old on trials (created_at)`,
];
