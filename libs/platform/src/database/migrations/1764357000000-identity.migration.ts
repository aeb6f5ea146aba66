import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do what: users, their sessions, keys for programs, and the log of what was done. Only adds. */
export class Identity1764357000000 implements MigrationInterface {
  readonly name = 'Identity1764357000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `create table users (
    id text not null,
    workspace_id text not null,
    username text not null,
    password_hash text not null,
    roles jsonb not null,
    grants jsonb not null default '{}'::jsonb,
    token_version integer not null default 1,
    must_change_password boolean not null default false,
    disabled_at timestamptz,
    last_login_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_pk primary key (id)
  )`,
  `create unique index users_username on users (username)`,
  `create index users_of_workspace on users (workspace_id, username)`,
  `create table refresh_tokens (
    hash text not null,
    workspace_id text not null,
    user_id text not null,
    family_id text not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    successor text,
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    constraint refresh_tokens_pk primary key (hash),
    constraint refresh_tokens_user_fk foreign key (user_id) references users (id) on delete cascade
  )`,
  `create index refresh_tokens_family on refresh_tokens (family_id)`,
  `create index refresh_tokens_user on refresh_tokens (user_id)`,
  `create index refresh_tokens_expiry on refresh_tokens (expires_at)`,
  `create table jwt_keys (
    kid text not null,
    secret text not null,
    created_at timestamptz not null default now(),
    constraint jwt_keys_pk primary key (kid)
  )`,
  `create table api_keys (
    id text not null,
    workspace_id text not null,
    name text not null,
    mark text not null,
    mark_key text not null,
    scopes jsonb not null,
    grants jsonb not null default '{}'::jsonb,
    networks jsonb,
    created_by text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    constraint api_keys_pk primary key (id)
  )`,
  `create index api_keys_of_workspace on api_keys (workspace_id, created_at, id)`,
  `create table login_failures (
    subject text not null,
    failures integer not null,
    since timestamptz not null,
    locked_until timestamptz,
    constraint login_failures_pk primary key (subject)
  )`,
  `create table audit_heads (
    workspace_id text not null,
    seq bigint not null,
    hash text not null,
    constraint audit_heads_pk primary key (workspace_id)
  )`,
  `create table audit_events (
    workspace_id text not null,
    seq bigint not null,
    at timestamptz not null,
    actor text not null,
    actor_kind text not null,
    action text not null,
    target text not null,
    outcome text not null,
    request_id text,
    address text,
    details jsonb not null default '{}'::jsonb,
    previous_hash text not null,
    hash text not null,
    constraint audit_events_pk primary key (workspace_id, seq)
  )`,
  `create index audit_events_at on audit_events (workspace_id, at)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'The audit log is only added to' using errcode = '42501'; end $$`,
  `create trigger audit_events_append_only before update or delete on audit_events
    for each statement execute function refuse_change()`,
];
