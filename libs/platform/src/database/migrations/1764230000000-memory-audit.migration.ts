import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What makes a memory auditable, undoable and small: which fact was derived from which, what was
 * retracted (with the state of everything before, so that it can be undone), hashes of what was erased
 * and is not to be learned again, and how long a workspace keeps what.
 */
export class MemoryAudit1764230000000 implements MigrationInterface {
  readonly name = 'MemoryAudit1764230000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `create table memory_derivations (
    observation_id text not null,
    from_id text not null,
    workspace_id text not null,
    constraint memory_derivations_pk primary key (observation_id, from_id)
  )`,
  `create index memory_derivations_from on memory_derivations (from_id)`,
  `create table memory_retractions (
    id text not null,
    workspace_id text not null,
    place text not null,
    reason text,
    created_by text not null,
    created_at timestamptz not null default now(),
    undone_by text,
    undone_at timestamptz,
    constraint memory_retractions_pk primary key (id)
  )`,
  `create index memory_retractions_recent on memory_retractions (workspace_id, place, id)`,
  `create table memory_retracted_facts (
    retraction_id text not null,
    observation_id text not null,
    workspace_id text not null,
    role text not null,
    was_state text not null,
    was_superseded_by text,
    was_valid_to timestamptz,
    constraint memory_retracted_facts_pk primary key (retraction_id, observation_id)
  )`,
  `create index memory_retracted_facts_of on memory_retracted_facts (observation_id)`,
  `create table memory_tombstones (
    workspace_id text not null,
    hash text not null,
    words integer not null,
    erased_by text not null,
    erased_at timestamptz not null default now(),
    constraint memory_tombstones_pk primary key (workspace_id, hash)
  )`,
  `create table memory_policies (
    workspace_id text not null,
    policy jsonb not null,
    updated_by text not null,
    updated_at timestamptz not null default now(),
    constraint memory_policies_pk primary key (workspace_id)
  )`,
  `create index memory_entities_idle on memory_entities (workspace_id, updated_at)
    where (not pinned)`,
];
