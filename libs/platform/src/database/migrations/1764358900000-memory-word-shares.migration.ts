import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many memories hold a word, as Postgres counted last. It tells nobody whom row-level security holds back, so a
 * function that has its owner's powers asks; it tells of no row, only of words that very many hold. Only adds.
 */
export class MemoryWordShares1764358900000 implements MigrationInterface {
  readonly name = 'MemoryWordShares1764358900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function memory_word_shares(asked text) returns table (words text[], shares real[])
      language sql stable security definer set search_path = pg_catalog
      as $$
        select most_common_elems::text::text[], most_common_elem_freqs from pg_stats
        where schemaname = asked and tablename = 'memory_entities' and attname = 'words'
      $$`);
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
