import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_retracted_facts`: a fact that a retraction changed, and how it stood before. */
@Entity('memory_retracted_facts')
@Index('memory_retracted_facts_of', ['observationId'])
export class MemoryRetractedFactEntity {
  @PrimaryColumn({
    name: 'retraction_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_retracted_facts_pk',
  })
  retractionId!: string;

  @PrimaryColumn({
    name: 'observation_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_retracted_facts_pk',
  })
  observationId!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  /** `named`, `derived`, `restored` or `doubted`. */
  @Column({ type: 'text' })
  role!: string;

  @Column({ name: 'was_state', type: 'text' })
  wasState!: string;

  @Column({ name: 'was_superseded_by', type: 'text', nullable: true })
  wasSupersededBy!: string | null;

  @Column({ name: 'was_valid_to', type: 'timestamptz', nullable: true })
  wasValidTo!: Date | null;
}
