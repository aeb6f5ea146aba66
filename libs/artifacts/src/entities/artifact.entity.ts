import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `artifacts`: what somebody uploaded or a tool produced. */
@Entity('artifacts')
@Index('artifacts_recent', ['workspaceId', 'createdAt', 'id'])
@Index('artifacts_conversation', ['workspaceId', 'conversationId', 'createdAt', 'id'], {
  where: `(conversation_id is not null)`,
})
@Index('artifacts_message', ['workspaceId', 'messageId'], { where: `(message_id is not null)` })
@Index('artifacts_expiry', ['expiresAt'], { where: `(expires_at is not null)` })
export class ArtifactEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'artifacts_pk' })
  id!: string;

  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'artifacts_pk' })
  workspaceId!: string;

  @Column({ name: 'blob_id', type: 'text' })
  blobId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'media_type', type: 'text' })
  mediaType!: string;

  @Column({ name: 'size_bytes', type: 'bigint' })
  sizeBytes!: string;

  /** SHA-256 of the bytes. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ name: 'conversation_id', type: 'text', nullable: true })
  conversationId!: string | null;

  /** The message whose turn produced it. */
  @Column({ name: 'message_id', type: 'text', nullable: true })
  messageId!: string | null;

  /** The tool that produced it, and the step of the turn in which it did. */
  @Column({ type: 'text', nullable: true })
  tool!: string | null;

  @Column({ name: 'step_no', type: 'integer', nullable: true })
  stepNo!: number | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  /** Nothing: it is kept until somebody removes it. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
