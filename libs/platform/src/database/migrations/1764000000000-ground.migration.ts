import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first schema: who exists (agents, versions, capabilities), what is said (conversations,
 * messages, events), who may work on it now (mailboxes) and what was answered (idempotency keys).
 *
 * Hot rows (`conversations`, `mailboxes`) leave room in their pages so that updates stay in place
 * (HOT). There are no foreign keys on the path of a message: each would lock a parent row per insert.
 */
export class Ground1764000000000 implements MigrationInterface {
  readonly name = 'Ground1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...registry, ...conversation, ...mailbox]) {
      await runner.query(statement);
    }
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const registry = [
  `create extension if not exists vector`,
  `create table workspaces (
    id text not null,
    created_at timestamptz not null default now(),
    constraint workspaces_pk primary key (id)
  )`,
  `insert into workspaces (id) values ('default')`,
  `create table agents (
    id text not null,
    workspace_id text not null,
    name text not null,
    kind text not null,
    status text not null default 'running',
    version_number integer not null default 1,
    deployed_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint agents_pk primary key (id),
    constraint agents_kind check (kind in ('configuration', 'code')),
    constraint agents_status check (status in ('running', 'paused', 'draining', 'removed'))
  )`,
  `create unique index agents_name on agents (workspace_id, name) where (status <> 'removed'::text)`,
  `create table agent_versions (
    agent_id text not null,
    number integer not null,
    version text not null,
    configuration jsonb not null,
    created_at timestamptz not null default now(),
    constraint agent_versions_pk primary key (agent_id, number)
  )`,
  `create table agent_capabilities (
    agent_id text not null,
    capability text not null,
    workspace_id text not null,
    position integer not null,
    constraint agent_capabilities_pk primary key (agent_id, capability)
  )`,
  `create index agent_capabilities_providers on agent_capabilities (workspace_id, capability)`,
  `create table capabilities (
    workspace_id text not null,
    name text not null,
    description text not null,
    embedding vector(384),
    fingerprint text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint capabilities_pk primary key (workspace_id, name)
  )`,
  `create table idempotency_keys (
    workspace_id text not null,
    principal text not null,
    key text not null,
    fingerprint text not null,
    status_code integer not null,
    response jsonb not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint idempotency_keys_pk primary key (workspace_id, principal, key)
  )`,
  `create index idempotency_keys_expiry on idempotency_keys (expires_at)`,
];

const conversation = [
  `create table conversations (
    workspace_id text not null,
    id text not null,
    status text not null default 'active',
    participants text[] not null default '{}',
    message_count integer not null default 0,
    pending integer not null default 0,
    last_seq bigint not null default 0,
    last_event bigint not null default 0,
    created_at timestamptz not null default now(),
    last_activity_at timestamptz not null default now(),
    constraint conversations_pk primary key (workspace_id, id),
    constraint conversations_status check (status in ('active', 'completed', 'archived')),
    constraint conversations_pending check (pending >= 0)
  ) with (fillfactor = 70)`,
  `create index conversations_recent on conversations (workspace_id, created_at, id)`,
  `create table messages (
    workspace_id text not null,
    id text not null,
    conversation_id text not null,
    seq bigint not null,
    mailbox_id bigint,
    mailbox_seq bigint,
    performative text not null,
    sender text not null,
    receiver text,
    reply_to text,
    capability text,
    agent_id text,
    routed_to text,
    in_reply_to text,
    content jsonb not null,
    metadata jsonb,
    route jsonb,
    fingerprint text,
    status text not null,
    hops integer not null default 0,
    attempts integer not null default 0,
    crashes integer not null default 0,
    reply_by timestamptz,
    agent_version integer,
    tokens_in integer not null default 0,
    tokens_out integer not null default 0,
    model jsonb,
    error jsonb,
    accepted_at timestamptz not null default now(),
    started_at timestamptz,
    settled_at timestamptz,
    constraint messages_pk primary key (workspace_id, id),
    constraint messages_status check
      (status in ('delivered', 'completed', 'failed', 'expired', 'cancelled'))
  )`,
  `create unique index messages_in_order on messages (workspace_id, conversation_id, seq)`,
  `create unique index messages_waiting on messages (mailbox_id, mailbox_seq)
    where ((status = 'delivered'::text) and (mailbox_id is not null))`,
  `create index messages_replies on messages (workspace_id, in_reply_to)
    where (in_reply_to is not null)`,
  `create index messages_deadline on messages (reply_by)
    where ((status = 'delivered'::text) and (mailbox_id is not null) and (reply_by is not null))`,
  `create index messages_figures on messages (agent_id, capability, settled_at)
    where ((settled_at is not null) and (agent_id is not null))`,
  `create table events (
    workspace_id text not null,
    conversation_id text not null,
    seq bigint not null,
    type text not null,
    message_id text,
    data jsonb not null,
    at timestamptz not null default now(),
    constraint events_pk primary key (workspace_id, conversation_id, seq)
  )`,
];

const mailbox = [
  `create table mailboxes (
    id bigint generated by default as identity not null,
    workspace_id text not null,
    agent_id text not null,
    conversation_id text not null,
    pending integer not null default 0,
    last_seq bigint not null default 0,
    not_before timestamptz not null default '-infinity',
    rung_at timestamptz not null default '-infinity',
    attempts integer not null default 0,
    crashes integer not null default 0,
    started_at timestamptz,
    lease_owner text,
    lease_token uuid,
    lease_epoch bigint not null default 0,
    lease_until timestamptz not null default '-infinity',
    suspect boolean not null default false,
    constraint mailboxes_pk primary key (id),
    constraint mailboxes_pending check (pending >= 0)
  ) with (fillfactor = 70)`,
  `create unique index mailboxes_of on mailboxes (agent_id, conversation_id)`,
  `create index mailboxes_ready on mailboxes (rung_at) where (pending > 0)`,
  `create index mailboxes_busy on mailboxes (agent_id) where (pending > 0)`,
  `create index mailboxes_held on mailboxes (lease_until)
    where (lease_until > '-infinity'::timestamp with time zone)`,
];
