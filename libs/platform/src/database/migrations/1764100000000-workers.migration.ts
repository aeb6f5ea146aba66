import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which worker processes there are. Only adds a table: workers of the release before write no row and
 * are not missed by anybody. Rows are rewritten every few seconds, so pages leave room (HOT).
 */
export class Workers1764100000000 implements MigrationInterface {
  readonly name = 'Workers1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table workers (
      id text not null,
      workspace_id text not null default '*',
      host text not null,
      pid integer not null,
      version text not null,
      status text not null default 'running',
      capabilities text[],
      concurrency integer not null,
      code_agents text[] not null default '{}',
      lanes text[] not null default '{}',
      turns_running integer not null default 0,
      turns_total bigint not null default 0,
      started_at timestamptz not null default now(),
      heartbeat_at timestamptz not null default now(),
      constraint workers_pk primary key (id),
      constraint workers_status check (status in ('running', 'stopping'))
    ) with (fillfactor = 70)`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
