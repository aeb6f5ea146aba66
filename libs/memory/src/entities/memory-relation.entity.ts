import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `memory_relations`: how one entity stands to another of the same place. */
@Entity('memory_relations')
@Index('memory_relations_once', ['fromId', 'toId', 'type'], { unique: true })
@Index('memory_relations_to', ['toId'])
@Index('memory_relations_place', ['workspaceId', 'place'])
export class MemoryRelationEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'memory_relations_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'text' })
  place!: string;

  @Column({ name: 'from_id', type: 'text' })
  fromId!: string;

  @Column({ name: 'to_id', type: 'text' })
  toId!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'real' })
  strength!: number;

  @Column({ type: 'real', default: 1 })
  confidence!: number;

  @Column({ type: 'boolean', default: false })
  bidirectional!: boolean;

  @Column({ type: 'jsonb', default: {} })
  metadata!: JsonObject;

  @Column({ name: 'valid_from', type: 'timestamptz', nullable: true })
  validFrom!: Date | null;

  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true })
  validTo!: Date | null;

  /** `current`, or `retracted`: then `version` is the one that would begin if it counted again. */
  @Column({ type: 'text', default: 'current' })
  state!: string;

  /** Versions before this one are rows of `memory_relation_versions`. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  /** Who made this version, in which message, and when; null: it was never changed. */
  @Column({ name: 'changed_by', type: 'text', nullable: true })
  changedBy!: string | null;

  @Column({ name: 'changed_message_id', type: 'text', nullable: true })
  changedMessageId!: string | null;

  @Column({ name: 'changed_at', type: 'timestamptz', nullable: true })
  changedAt!: Date | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'source_message_id', type: 'text', nullable: true })
  sourceMessageId!: string | null;

  /** The turn that wrote it had read content from outside, and no person has cleared it. */
  @Column({ type: 'boolean', default: false })
  tainted!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
