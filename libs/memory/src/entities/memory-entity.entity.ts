import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `memory_entities`: something remembered, by name. */
@Entity('memory_entities')
@Check('memory_entities_state', `state in ('current', 'retracted')`)
@Index('memory_entities_name', ['workspaceId', 'place', 'name'], { unique: true })
@Index('memory_entities_recent', ['workspaceId', 'place', 'updatedAt'])
@Index('memory_entities_idle', ['workspaceId', 'updatedAt'], { where: `(not pinned)` })
@Index('memory_entities_unembedded', ['id'], { where: `(embedded_as is null)` })
@Index('memory_entities_model', ['embeddedAs', 'id'])
@Index('memory_entities_words', { synchronize: false })
export class MemoryEntityEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'memory_entities_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  /** Who shares it: `workspace`, `global`, `agent:<name>`, `conversation:<id>`. */
  @Column({ type: 'text' })
  place!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  type!: string;

  /** The facts that hold now, one a line. */
  @Column({ type: 'text' })
  content!: string;

  /** Name, type and content, to be found by words. */
  @Column({ type: 'tsvector' })
  words!: string;

  @Column({ type: 'real', default: 1 })
  confidence!: number;

  @Column({ type: 'real', default: 1 })
  strength!: number;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'text', default: 'current' })
  state!: string;

  /** Never forgotten by a retention rule. */
  @Column({ type: 'boolean', default: false })
  pinned!: boolean;

  @Column({ type: 'jsonb', default: {} })
  metadata!: JsonObject;

  @Column({ name: 'valid_from', type: 'timestamptz', nullable: true })
  validFrom!: Date | null;

  @Column({ name: 'valid_to', type: 'timestamptz', nullable: true })
  validTo!: Date | null;

  /** Of the model that made the vectors of the present content; null: they are to be made. */
  @Column({ name: 'embedded_as', type: 'text', nullable: true })
  embeddedAs!: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'source_message_id', type: 'text', nullable: true })
  sourceMessageId!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;

  @Column({ name: 'recalled_at', type: 'timestamptz', nullable: true })
  recalledAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  recalls!: number;
}
