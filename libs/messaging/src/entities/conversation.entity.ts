import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `conversations`: counters that number messages and events under this row's lock. */
@Entity('conversations')
@Check('conversations_status', `status in ('active', 'completed', 'archived')`)
@Check('conversations_pending', 'pending >= 0')
@Index('conversations_recent', ['workspaceId', 'createdAt', 'id'])
@Index('conversations_kept', ['workspaceId', 'createdAt', 'id'], {
  where: '(archived_at is null)',
})
@Index('conversations_archived', ['workspaceId', 'createdAt', 'id'], {
  where: '(archived_at is not null)',
})
@Index('conversations_dearest', ['workspaceId', 'cost', 'tokensIn', 'id'], {
  where: '(tokens_in > 0)',
})
export class ConversationEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'conversations_pk',
  })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'conversations_pk' })
  id!: string;

  @Column({ type: 'text', default: 'active' })
  status!: string;

  @Column({ type: 'text', array: true, default: '{}' })
  participants!: string[];

  @Column({ name: 'message_count', type: 'integer', default: 0 })
  messageCount!: number;

  @Column({ type: 'integer', default: 0 })
  pending!: number;

  /** What its turns read of models, wrote, and cost (in thousand-millionths of the currency). */
  @Column({ name: 'tokens_in', type: 'bigint', default: 0 })
  tokensIn!: string;

  @Column({ name: 'tokens_out', type: 'bigint', default: 0 })
  tokensOut!: string;

  @Column({ type: 'bigint', default: 0 })
  cost!: string;

  @Column({ name: 'last_seq', type: 'bigint', default: 0 })
  lastSeq!: string;

  @Column({ name: 'last_event', type: 'bigint', default: 0 })
  lastEvent!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** When it was last taken up again; null: it was not. Kept by Postgres. */
  @Column({ name: 'active_since', type: 'timestamptz', nullable: true })
  activeSince!: Date | null;

  @Column({ name: 'last_activity_at', type: 'timestamptz', default: () => 'now()' })
  lastActivityAt!: Date;

  /** Set as long as it is in the archive. */
  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true })
  archivedAt!: Date | null;
}
