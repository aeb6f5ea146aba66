import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often and how many at a time agents call tools, counted for all processes. Only adds. */
export class ToolQuotas1764320000001 implements MigrationInterface {
  readonly name = 'ToolQuotas1764320000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tool_rates (
        workspace_id text not null,
        agent text not null,
        tool text not null,
        allowance double precision not null,
        filled_at timestamptz not null,
        constraint tool_rates_pk primary key (workspace_id, agent, tool)
      )`);
    await runner.query(`
      create table tool_seats (
        workspace_id text not null,
        agent text not null,
        tool text not null,
        number integer not null,
        holder text not null,
        expires_at timestamptz not null,
        constraint tool_seats_pk primary key (workspace_id, agent, tool, number)
      )`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
