import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which agents and capabilities the work on a message may reach. Only adds. */
export class MessageGrants1764359000000 implements MigrationInterface {
  readonly name = 'MessageGrants1764359000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table messages add column grants jsonb');
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
