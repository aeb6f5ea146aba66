import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_observations`: one fact about an entity, with where it came from. */
@Entity('memory_observations')
@Check('memory_observations_state', `state in ('current', 'superseded', 'retracted', 'review')`)
@Index('memory_observations_of', ['entityId', 'id'])
@Index('memory_observations_source', ['workspaceId', 'sourceMessageId'], {
  where: `(source_message_id is not null)`,
})
@Index('memory_observations_tainted', ['entityId'], { where: `tainted` })
@Index('memory_observations_review', ['workspaceId', 'id'], {
  where: `(state = 'review'::text)`,
})
@Index('memory_observations_superseded', ['workspaceId', 'validTo'], {
  where: `(state = 'superseded'::text)`,
})
export class MemoryObservationEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'memory_observations_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ name: 'entity_id', type: 'text' })
  entityId!: string;

  @Column({ type: 'text' })
  content!: string;

  /** The question it answers: a later fact with the same one takes its place. */
  @Column({ type: 'text', nullable: true })
  predicate!: string | null;

  @Column({ type: 'real', default: 1 })
  confidence!: number;

  @Column({ type: 'text', default: 'current' })
  state!: string;

  @Column({ name: 'superseded_by', type: 'text', nullable: true })
  supersededBy!: string | null;

  /** Why people are to look at it before it counts; kept when they have. */
  @Column({ name: 'review_reason', type: 'text', nullable: true })
  reviewReason!: string | null;

  @Column({ name: 'valid_from', type: 'timestamptz', default: () => 'now()' })
  validFrom!: Date;

  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true })
  validTo!: Date | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'source_message_id', type: 'text', nullable: true })
  sourceMessageId!: string | null;

  /** The turn that wrote it had read content from outside, and no person has cleared it. */
  @Column({ type: 'boolean', default: false })
  tainted!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
