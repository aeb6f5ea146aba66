import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `events`: the log of a conversation, numbered without gaps. */
@Entity('events')
export class EventEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'events_pk' })
  workspaceId!: string;

  @PrimaryColumn({ name: 'conversation_id', type: 'text', primaryKeyConstraintName: 'events_pk' })
  conversationId!: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'events_pk' })
  seq!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ name: 'message_id', type: 'text', nullable: true })
  messageId!: string | null;

  @Column({ type: 'jsonb' })
  data!: JsonObject;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}
