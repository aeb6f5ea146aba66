import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a webhook is told that no conversation says: it is kept with the delivery. Only adds. */
export class WebhookNotices1764359200000 implements MigrationInterface {
  readonly name = 'WebhookNotices1764359200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table webhook_deliveries add column data jsonb');
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
