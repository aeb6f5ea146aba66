import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SentItem } from '#protocol';

/** A row of `batches`: messages that were sent together. They do not name it; it names them. */
@Entity('batches')
@Index('batches_recent', ['workspaceId', 'createdAt', 'id'])
@Index('batches_open', ['lookedAt'], { where: '(completed_at is null)' })
@Index('batches_done', ['completedAt'], { where: '(completed_at is not null)' })
export class BatchEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'batches_pk' })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'batches_pk' })
  id!: string;

  /** Who sent it. */
  @Column({ type: 'text' })
  principal!: string;

  /** Tells the same batch, sent again, from another one under its id. */
  @Column({ type: 'text' })
  fingerprint!: string;

  @Column({ type: 'integer' })
  accepted!: number;

  @Column({ type: 'integer' })
  refused!: number;

  /** Messages and webhooks that led to it, one after another. */
  @Column({ type: 'integer', default: 0 })
  hops!: number;

  /** Several of one item when it was sent to several agents. */
  @Column({ name: 'message_ids', type: 'text', array: true })
  messageIds!: string[];

  /** As its sender was answered. */
  @Column({ type: 'jsonb' })
  results!: readonly SentItem[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** When the sweep last looked whether all of it has ended. */
  @Column({ name: 'looked_at', type: 'timestamptz', default: () => 'now()' })
  lookedAt!: Date;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt!: Date | null;
}
