import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which version of an agent works in which conversation: the versions among which conversations are split, whether
 * they keep the one that they began with, and which that is. Processes of the version before know none of it: they
 * work by the newest. Only adds.
 */
export class VersionChoice1764404100000 implements MigrationInterface {
  readonly name = 'VersionChoice1764404100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table agents add column split jsonb');
    await runner.query(
      'alter table agents add column pins_versions boolean not null default false',
    );
    await runner.query('alter table mailboxes add column pinned_version integer');
    await runner.query('alter table agent_versions add column restored_from integer');
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
