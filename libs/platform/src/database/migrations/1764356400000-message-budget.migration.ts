import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which client's message all mail goes back to, and to how much mail one has led. Only adds. */
export class MessageBudget1764356400000 implements MigrationInterface {
  readonly name = 'MessageBudget1764356400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table messages
        add column root_id text,
        add column led_to integer not null default 0,
        add column overspent_at timestamptz`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
