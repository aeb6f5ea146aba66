import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an agent listens to, beside the version that says so: every process keeps the registry in memory and reads it
 * whole, and must not read all configurations for it. Nothing for agents that listen to nothing.
 */
export class Subscriptions1764352000000 implements MigrationInterface {
  readonly name = 'Subscriptions1764352000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table agents add column subscriptions jsonb');
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
