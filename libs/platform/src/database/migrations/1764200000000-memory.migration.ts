import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What agents remember: entities with their facts (observations), the relations between them, their
 * vectors, their earlier versions and which answers used them.
 *
 * `place` says who shares a row: `workspace`, `global`, `agent:<name>` or `conversation:<id>`. It is on
 * every row that is searched, so that a search filters by it before it compares anything.
 * Vectors have no fixed length: the model that made them is named beside each, and a change of the model
 * makes new ones beside the old.
 */
export class Memory1764200000000 implements MigrationInterface {
  readonly name = 'Memory1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...entities, ...links, ...vectors]) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const entities = [
  `create table memory_entities (
    id text not null,
    workspace_id text not null,
    place text not null,
    name text not null,
    type text not null,
    content text not null,
    words tsvector not null,
    confidence real not null default 1,
    strength real not null default 1,
    version integer not null default 1,
    state text not null default 'current',
    pinned boolean not null default false,
    metadata jsonb not null default '{}',
    valid_from timestamptz,
    valid_to timestamptz,
    embedded_as text,
    created_by text not null,
    source_message_id text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    recalled_at timestamptz,
    recalls integer not null default 0,
    constraint memory_entities_pk primary key (id),
    constraint memory_entities_state check (state in ('current', 'retracted'))
  )`,
  `create unique index memory_entities_name on memory_entities (workspace_id, place, name)`,
  `create index memory_entities_recent on memory_entities (workspace_id, place, updated_at)`,
  `create index memory_entities_unembedded on memory_entities (id) where (embedded_as is null)`,
  `create index memory_entities_words on memory_entities using gin (words)`,
  `create table memory_observations (
    id text not null,
    workspace_id text not null,
    entity_id text not null,
    content text not null,
    predicate text,
    confidence real not null default 1,
    state text not null default 'current',
    superseded_by text,
    valid_from timestamptz not null default now(),
    valid_to timestamptz,
    created_by text not null,
    source_message_id text,
    created_at timestamptz not null default now(),
    constraint memory_observations_pk primary key (id),
    constraint memory_observations_state
      check (state in ('current', 'superseded', 'retracted', 'review'))
  )`,
  `create index memory_observations_of on memory_observations (entity_id, id)`,
  `create index memory_observations_source on memory_observations (workspace_id, source_message_id)
    where (source_message_id is not null)`,
  `create index memory_observations_review on memory_observations (workspace_id, id)
    where (state = 'review'::text)`,
];

const links = [
  `create table memory_relations (
    id text not null,
    workspace_id text not null,
    place text not null,
    from_id text not null,
    to_id text not null,
    type text not null,
    strength real not null,
    confidence real not null default 1,
    bidirectional boolean not null default false,
    metadata jsonb not null default '{}',
    created_by text not null,
    source_message_id text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint memory_relations_pk primary key (id)
  )`,
  `create unique index memory_relations_once on memory_relations (from_id, to_id, type)`,
  `create index memory_relations_to on memory_relations (to_id)`,
  `create index memory_relations_place on memory_relations (workspace_id, place)`,
  `create table memory_uses (
    workspace_id text not null,
    entity_id text not null,
    message_id text not null,
    used_at timestamptz not null default now(),
    constraint memory_uses_pk primary key (entity_id, message_id)
  )`,
  `create index memory_uses_message on memory_uses (workspace_id, message_id)`,
];

const vectors = [
  `create table memory_embeddings (
    entity_id text not null,
    fingerprint text not null,
    chunk integer not null,
    workspace_id text not null,
    place text not null,
    dimensions integer not null,
    embedding vector not null,
    constraint memory_embeddings_pk primary key (entity_id, fingerprint, chunk)
  )`,
  `create index memory_embeddings_place on memory_embeddings (workspace_id, place, fingerprint)`,
];
