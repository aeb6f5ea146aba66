import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message knows the trace that it belongs to, so that the trace goes on in whatever process takes it. Only adds. */
export class MessageTraces1764403000000 implements MigrationInterface {
  readonly name = 'MessageTraces1764403000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table messages add column traceparent text`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
