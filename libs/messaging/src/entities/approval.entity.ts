import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject, JsonValue } from '#protocol';

/** A row of `approvals`: what a suspended turn asks of people, and what they decided. */
@Entity('approvals')
@Check('approvals_kind', `kind in ('tool', 'code')`)
@Check(
  'approvals_status',
  `status in ('pending', 'approved', 'edited', 'denied', 'expired', 'withdrawn')`,
)
@Index('approvals_of_message', ['workspaceId', 'messageId'])
@Index('approvals_in_order', ['workspaceId', 'requestedAt', 'id'])
@Index('approvals_pending', ['expiresAt'], { where: `(status = 'pending'::text)` })
export class ApprovalEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'approvals_pk' })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'approvals_pk' })
  id!: string;

  @Column({ name: 'message_id', type: 'text' })
  messageId!: string;

  @Column({ name: 'conversation_id', type: 'text' })
  conversationId!: string;

  @Column({ name: 'mailbox_id', type: 'bigint' })
  mailboxId!: string;

  @Column({ type: 'text' })
  agent!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  name!: string;

  /** By which another attempt finds it again. */
  @Column({ name: 'request_hash', type: 'text' })
  requestHash!: string;

  @Column({ type: 'json' })
  arguments!: JsonValue;

  @Column({ name: 'argument_schema', type: 'json', nullable: true })
  argumentSchema!: JsonObject | null;

  @Column({ type: 'text', nullable: true })
  why!: string | null;

  @Column({ type: 'text', default: 'pending' })
  status!: string;

  @Column({ name: 'requested_at', type: 'timestamptz', default: () => 'now()' })
  requestedAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt!: Date | null;

  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy!: string | null;

  @Column({ name: 'decision_reason', type: 'text', nullable: true })
  decisionReason!: string | null;

  /** What a person made of the arguments. */
  @Column({ name: 'decided_arguments', type: 'json', nullable: true })
  decidedArguments!: JsonValue | null;
}
