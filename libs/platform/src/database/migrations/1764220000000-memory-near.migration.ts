import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nearness at scale: an index of the vectors of the local model (384 numbers), at half precision
 * (ADR-0014). An index of another length is made when the first model with that length is used. A vector
 * enters its index when it is settled, in the background: that costs a hundred times what storing it
 * does. And which entities have vectors of which model, so that a change of the
 * model finds those that are left.
 */
export class MemoryNear1764220000000 implements MigrationInterface {
  readonly name = 'MemoryNear1764220000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table memory_embeddings add column settled boolean not null default false`,
    );
    await runner.query(
      `create index memory_embeddings_near_384 on memory_embeddings
        using hnsw ((embedding::halfvec(384)) halfvec_cosine_ops) with (ef_construction = 128)
        where (dimensions = 384 and settled)`,
    );
    await runner.query(
      `create index memory_embeddings_unsettled on memory_embeddings
        (workspace_id, place, fingerprint) where (not settled)`,
    );
    await runner.query(`create index memory_entities_model on memory_entities (embedded_as, id)`);
    await runner.query(
      `create table memory_models (
        fingerprint text not null,
        dimensions integer,
        chosen_at timestamptz not null default now(),
        constraint memory_models_pk primary key (fingerprint)
      )`,
    );
  }

  /** Migrations go forward only; a restore is a backup's work. */
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only. Restore a backup instead.'));
  }
}
