import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_retracted_relations`: a relation that a retraction took back. */
@Entity('memory_retracted_relations')
@Index('memory_retracted_relations_of', ['relationId'])
export class MemoryRetractedRelationEntity {
  @PrimaryColumn({
    name: 'retraction_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_retracted_relations_pk',
  })
  retractionId!: string;

  @PrimaryColumn({
    name: 'relation_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_retracted_relations_pk',
  })
  relationId!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  /** When its last version ended. A relation that was changed since is not given back. */
  @Column({ name: 'retracted_at', type: 'timestamptz' })
  retractedAt!: Date;
}
