import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `memory_relation_versions`: what a relation was until it was changed. */
@Entity('memory_relation_versions')
@Index('memory_relation_versions_old', ['workspaceId', 'knownTo'])
export class MemoryRelationVersionEntity {
  @PrimaryColumn({
    name: 'relation_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_relation_versions_pk',
  })
  relationId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'memory_relation_versions_pk' })
  version!: number;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'real' })
  strength!: number;

  @Column({ type: 'real' })
  confidence!: number;

  @Column({ type: 'boolean' })
  bidirectional!: boolean;

  @Column({ type: 'jsonb' })
  metadata!: JsonObject;

  @Column({ name: 'valid_from', type: 'timestamptz', nullable: true })
  validFrom!: Date | null;

  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true })
  validTo!: Date | null;

  /** Who said that it was so. */
  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'source_message_id', type: 'text', nullable: true })
  sourceMessageId!: string | null;

  /** From when on it was known to be so. */
  @Column({ name: 'known_from', type: 'timestamptz' })
  knownFrom!: Date;

  /** When it was changed. */
  @Column({ name: 'known_to', type: 'timestamptz' })
  knownTo!: Date;
}
