import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_retractions`: facts were taken back, by whom and why. */
@Entity('memory_retractions')
@Index('memory_retractions_recent', ['workspaceId', 'place', 'id'])
@Index('memory_retractions_old', ['workspaceId', 'createdAt'])
export class MemoryRetractionEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'memory_retractions_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  /** Of the facts that were named. */
  @Column({ type: 'text' })
  place!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'undone_by', type: 'text', nullable: true })
  undoneBy!: string | null;

  @Column({ name: 'undone_at', type: 'timestamptz', nullable: true })
  undoneAt!: Date | null;
}
