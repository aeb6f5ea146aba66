import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_embeddings`: a piece of an entity as a vector of one model. */
@Entity('memory_embeddings')
@Index('memory_embeddings_place', ['workspaceId', 'place', 'fingerprint'])
@Index('memory_embeddings_near_384', { synchronize: false })
@Index('memory_embeddings_unsettled', ['workspaceId', 'place', 'fingerprint'], {
  where: `(not settled)`,
})
export class MemoryEmbeddingEntity {
  @PrimaryColumn({
    name: 'entity_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_embeddings_pk',
  })
  entityId!: string;

  /** Of the model: vectors of different ones are never compared. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'memory_embeddings_pk' })
  fingerprint!: string;

  /** Long content is embedded in pieces, because a model reads only so much at once. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'memory_embeddings_pk' })
  chunk!: number;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'text' })
  place!: string;

  @Column({ type: 'integer' })
  dimensions!: number;

  @Column({ type: 'vector' })
  embedding!: number[];

  /** Whether it is in the index of its length; until then it is compared one by one. */
  @Column({ type: 'boolean', default: false })
  settled!: boolean;
}
