import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log is not emptied either. Only adds. */
export class AuditTruncation1764359400000 implements MigrationInterface {
  readonly name = 'AuditTruncation1764359400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create trigger audit_events_not_emptied before truncate on audit_events
      for each statement execute function refuse_change()`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
