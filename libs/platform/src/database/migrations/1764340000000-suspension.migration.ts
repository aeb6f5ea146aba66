import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Turns that wait for something (ADR-0015). A mailbox that is parked has `not_before = 'infinity'`, which
 * a worker of an older version never claims; when it goes on is in `wake_at`, which only newer ones read.
 *
 * `arguments` are `json` and not `jsonb`: people must see letter by letter what the agent asks for.
 */
export class Suspension1764340000000 implements MigrationInterface {
  readonly name = 'Suspension1764340000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}

const statements = [
  `alter table mailboxes
    add column wake_at timestamptz,
    add column parked_at timestamptz`,
  `create index mailboxes_parked on mailboxes (parked_at) where (parked_at is not null)`,
  `create table approvals (
    workspace_id text not null,
    id text not null,
    message_id text not null,
    conversation_id text not null,
    mailbox_id bigint not null,
    agent text not null,
    kind text not null,
    name text not null,
    request_hash text not null,
    arguments json not null,
    argument_schema json,
    why text,
    status text not null default 'pending',
    requested_at timestamptz not null default now(),
    expires_at timestamptz not null,
    decided_at timestamptz,
    decided_by text,
    decision_reason text,
    decided_arguments json,
    constraint approvals_pk primary key (workspace_id, id),
    constraint approvals_kind check (kind in ('tool', 'code')),
    constraint approvals_status check (
      status in ('pending', 'approved', 'edited', 'denied', 'expired', 'withdrawn'))
  )`,
  `create index approvals_of_message on approvals (workspace_id, message_id)`,
  `create index approvals_in_order on approvals (workspace_id, requested_at, id)`,
  `create index approvals_pending on approvals (expires_at) where (status = 'pending'::text)`,
];
