import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildConcurrently } from '../build-concurrently.js';

/** Conversations in lists and in the archive, in order. Only adds, and keeps nobody from writing meanwhile. */
export class ConversationIndexes1764405310000 implements MigrationInterface {
  readonly name = 'ConversationIndexes1764405310000';
  readonly transaction = false;

  // They know `archived_at` and not `status`, which every turn changes: its updates stay in place (HOT).
  async up(runner: QueryRunner): Promise<void> {
    const inOrder = 'conversations (workspace_id, created_at, id)';
    await buildConcurrently(runner, 'conversations_kept', `${inOrder} where (archived_at is null)`);
    await buildConcurrently(
      runner,
      'conversations_archived',
      `${inOrder} where (archived_at is not null)`,
    );
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
