import type { MigrationInterface, QueryRunner } from 'typeorm';

/** MCP servers of a workspace, with the tools that they offer and those that were approved. Only adds. */
export class McpServers1764354000000 implements MigrationInterface {
  readonly name = 'McpServers1764354000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mcp_servers (
        workspace_id text not null,
        name text not null,
        definition jsonb not null,
        approved jsonb not null default '{}'::jsonb,
        offered jsonb,
        protocol_version text,
        failures integer not null default 0,
        problem text,
        reached_at timestamptz,
        failed_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint mcp_servers_pk primary key (workspace_id, name)
      )`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
