import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions of agents belong to the workspace of their agent. A process of the version before does not say which, so
 * it is filled in for it: a row without one would be nobody's. Only adds.
 */
const statements = [
  'alter table agent_versions add column workspace_id text',
  `update agent_versions v set workspace_id = a.workspace_id from agents a where a.id = v.agent_id`,
  `create function fill_in_workspace() returns trigger language plpgsql as $$
    begin
      new.workspace_id := (select workspace_id from agents where id = new.agent_id);
      return new;
    end $$`,
  `create trigger agent_versions_workspace before insert on agent_versions
    for each row when (new.workspace_id is null) execute function fill_in_workspace()`,
];

export class AgentVersionWorkspaces1764359300000 implements MigrationInterface {
  readonly name = 'AgentVersionWorkspaces1764359300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
