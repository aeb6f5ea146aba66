import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which approval a call of a tool rests on, so that whoever looks through the calls finds who allowed it. */
export class CallApprovals1764356500000 implements MigrationInterface {
  readonly name = 'CallApprovals1764356500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table turn_steps add column approval_id text`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
