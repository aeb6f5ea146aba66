import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `conversation_operations`: what is done to many conversations, and how far it has come. */
@Entity('conversation_operations')
@Check('conversation_operations_action', `action in ('archive', 'restore', 'delete')`)
@Check('conversation_operations_status', `status in ('running', 'completed', 'cancelled')`)
@Index('conversation_operations_ended', ['endedAt'], { where: '(ended_at is not null)' })
@Index('conversation_operations_running', ['touchedAt'], { where: `(status = 'running'::text)` })
export class ConversationOperationEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'conversation_operations_pk',
  })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'conversation_operations_pk' })
  id!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text', default: 'running' })
  status!: string;

  @Column({ type: 'jsonb' })
  filter!: JsonObject;

  /** Who had it done. */
  @Column({ type: 'text' })
  principal!: string;

  /** Conversations so far. */
  @Column({ type: 'integer', default: 0 })
  count!: number;

  /** The last conversation that was looked at. */
  @Column({ name: 'place_at', type: 'timestamptz', default: '-infinity' })
  placeAt!: Date;

  @Column({ name: 'place_id', type: 'text', default: '' })
  placeId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'touched_at', type: 'timestamptz', default: () => 'now()' })
  touchedAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
