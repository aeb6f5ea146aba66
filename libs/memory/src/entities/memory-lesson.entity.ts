import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `memory_lessons`: a turn that is to be learned from. */
@Entity('memory_lessons')
export class MemoryLessonEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'memory_lessons_pk',
  })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  /** Where what is learned goes. */
  @Column({ type: 'text' })
  place!: string;

  /** The message that the turn was about. */
  @Column({ name: 'message_id', type: 'text' })
  messageId!: string;

  @Column({ name: 'agent_id', type: 'text' })
  agentId!: string;

  @Column({ name: 'agent_name', type: 'text' })
  agentName!: string;

  @Column({ name: 'agent_version', type: 'integer' })
  agentVersion!: number;

  @Column({ name: 'conversation_id', type: 'text' })
  conversationId!: string;

  /** What was asked and answered, cut to what is worth reading. */
  @Column({ type: 'jsonb' })
  said!: JsonObject;

  /** The turn had read content from outside. */
  @Column({ type: 'boolean', default: false })
  tainted!: boolean;

  @Column({ name: 'said_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  saidAt!: Date;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'not_before', type: 'timestamptz', default: '-infinity' })
  notBefore!: Date;

  /** Of whoever works on it now. */
  @Column({ name: 'lease_token', type: 'uuid', nullable: true })
  leaseToken!: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', default: '-infinity' })
  leaseUntil!: Date;

  /** Why the last attempt failed. */
  @Column({ type: 'text', nullable: true })
  error!: string | null;
}
