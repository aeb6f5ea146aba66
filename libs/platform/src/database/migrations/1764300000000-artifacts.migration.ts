import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Artifacts, and the blobs that hold their bytes. Artifacts of one workspace with the same bytes share a
 * blob, which counts them (`refs`). A blob that nobody refers to is collected once it is not claimed in
 * time (`unclaimed_until`): an upload that broke off, a turn that was not committed, an artifact that was
 * removed. `refs = -1`: somebody is collecting it.
 */
export class Artifacts1764300000000 implements MigrationInterface {
  readonly name = 'Artifacts1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `create table artifact_blobs (
    id text not null,
    workspace_id text not null,
    hash text,
    size_bytes bigint not null default 0,
    place text not null,
    refs integer not null default 0,
    unclaimed_until timestamptz not null,
    constraint artifact_blobs_pk primary key (id),
    constraint artifact_blobs_place check (place in ('database', 'disk', 's3')),
    constraint artifact_blobs_whole check (refs <= 0 or hash is not null)
  )`,
  `create unique index artifact_blobs_once on artifact_blobs (workspace_id, hash) where (refs > 0)`,
  `create index artifact_blobs_unclaimed on artifact_blobs (unclaimed_until) where (refs <= 0)`,
  `create table artifact_pieces (
    blob_id text not null,
    no integer not null,
    workspace_id text not null,
    bytes bytea not null,
    constraint artifact_pieces_pk primary key (blob_id, no)
  )`,
  // Most of what is stored is packed already, and parts of it are read.
  `alter table artifact_pieces alter column bytes set storage external`,
  `create table artifacts (
    id text not null,
    workspace_id text not null,
    blob_id text not null,
    name text not null,
    media_type text not null,
    size_bytes bigint not null,
    hash text not null,
    conversation_id text,
    message_id text,
    tool text,
    step_no integer,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz,
    constraint artifacts_pk primary key (workspace_id, id)
  )`,
  `create index artifacts_recent on artifacts (workspace_id, created_at, id)`,
  `create index artifacts_conversation on artifacts (workspace_id, conversation_id, created_at, id)
    where (conversation_id is not null)`,
  `create index artifacts_message on artifacts (workspace_id, message_id)
    where (message_id is not null)`,
  `create index artifacts_expiry on artifacts (expires_at) where (expires_at is not null)`,
  `create table artifact_room (
    workspace_id text not null,
    used_bytes bigint not null default 0,
    constraint artifact_room_pk primary key (workspace_id)
  )`,
];
