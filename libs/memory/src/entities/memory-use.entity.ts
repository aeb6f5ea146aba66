import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_uses`: an answer that an entity went into. */
@Entity('memory_uses')
@Index('memory_uses_message', ['workspaceId', 'messageId'])
@Index('memory_uses_old', ['workspaceId', 'usedAt'])
export class MemoryUseEntity {
  @PrimaryColumn({ name: 'entity_id', type: 'text', primaryKeyConstraintName: 'memory_uses_pk' })
  entityId!: string;

  /** The message that was being answered. */
  @PrimaryColumn({ name: 'message_id', type: 'text', primaryKeyConstraintName: 'memory_uses_pk' })
  messageId!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ name: 'used_at', type: 'timestamptz', default: () => 'now()' })
  usedAt!: Date;
}
