import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_relation_uses`: an answer that used a memory which a relation had led to. */
@Entity('memory_relation_uses')
@Index('memory_relation_uses_old', ['workspaceId', 'usedAt'])
export class MemoryRelationUseEntity {
  @PrimaryColumn({
    name: 'relation_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_relation_uses_pk',
  })
  relationId!: string;

  /** The message that was being answered. */
  @PrimaryColumn({
    name: 'message_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_relation_uses_pk',
  })
  messageId!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ name: 'used_at', type: 'timestamptz', default: () => 'now()' })
  usedAt!: Date;
}
