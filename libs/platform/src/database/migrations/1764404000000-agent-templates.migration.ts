import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates of a workspace's own, from which agents are made. Only adds. */
export class AgentTemplates1764404000000 implements MigrationInterface {
  readonly name = 'AgentTemplates1764404000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table agent_templates (
      workspace_id text not null,
      id text not null,
      revision integer not null default 1,
      definition jsonb not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint agent_templates_pk primary key (workspace_id, id)
    )`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
