import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Grants, JsonObject } from '#protocol';

/** A row of `messages`: what was said, whose mailbox it waits in, and how it ended. */
@Entity('messages')
@Check('messages_status', `status in ('delivered', 'completed', 'failed', 'expired', 'cancelled')`)
@Index('messages_in_order', ['workspaceId', 'conversationId', 'seq'], { unique: true })
@Index('messages_waiting', ['mailboxId', 'mailboxSeq'], {
  unique: true,
  where: `((status = 'delivered'::text) and (mailbox_id is not null))`,
})
@Index('messages_replies', ['workspaceId', 'inReplyTo'], { where: '(in_reply_to is not null)' })
@Index('messages_deadline', ['replyBy'], {
  where: `((status = 'delivered'::text) and (mailbox_id is not null) and (reply_by is not null))`,
})
@Index('messages_caused', ['workspaceId', 'causeId'], { where: '(cause_id is not null)' })
@Index('messages_cancelling', ['cancelRequestedAt'], {
  where: `((status = 'delivered'::text) and (cancel_requested_at is not null))`,
})
@Index('messages_dead', ['workspaceId', 'settledAt', 'id'], {
  where: `((status = 'failed'::text) and (mailbox_id is not null) and (discarded_at is null))`,
})
@Index('messages_figures', ['agentId', 'capability', 'settledAt'], {
  where: '((settled_at is not null) and (agent_id is not null))',
})
export class MessageEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'messages_pk' })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'messages_pk' })
  id!: string;

  @Column({ name: 'conversation_id', type: 'text' })
  conversationId!: string;

  @Column({ type: 'bigint' })
  seq!: string;

  @Column({ name: 'mailbox_id', type: 'bigint', nullable: true })
  mailboxId!: string | null;

  @Column({ name: 'mailbox_seq', type: 'bigint', nullable: true })
  mailboxSeq!: string | null;

  @Column({ type: 'text' })
  performative!: string;

  @Column({ type: 'text' })
  sender!: string;

  @Column({ type: 'text', nullable: true })
  receiver!: string | null;

  @Column({ name: 'reply_to', type: 'text', nullable: true })
  replyTo!: string | null;

  @Column({ type: 'text', nullable: true })
  capability!: string | null;

  @Column({ name: 'agent_id', type: 'text', nullable: true })
  agentId!: string | null;

  @Column({ name: 'routed_to', type: 'text', nullable: true })
  routedTo!: string | null;

  @Column({ name: 'in_reply_to', type: 'text', nullable: true })
  inReplyTo!: string | null;

  @Column({ type: 'jsonb' })
  content!: JsonObject;

  @Column({ type: 'jsonb', nullable: true })
  metadata!: JsonObject | null;

  @Column({ type: 'jsonb', nullable: true })
  route!: JsonObject | null;

  @Column({ type: 'text', nullable: true })
  fingerprint!: string | null;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'integer', default: 0 })
  hops!: number;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'integer', default: 0 })
  crashes!: number;

  @Column({ name: 'reply_by', type: 'timestamptz', nullable: true })
  replyBy!: Date | null;

  @Column({ name: 'agent_version', type: 'integer', nullable: true })
  agentVersion!: number | null;

  @Column({ name: 'tokens_in', type: 'integer', default: 0 })
  tokensIn!: number;

  @Column({ name: 'tokens_out', type: 'integer', default: 0 })
  tokensOut!: number;

  @Column({ type: 'jsonb', nullable: true })
  model!: { provider: string; model: string } | null;

  @Column({ type: 'jsonb', nullable: true })
  error!: JsonObject | null;

  /** What became of earlier attempts, and what people did about a dead letter; the oldest first. */
  @Column({ type: 'jsonb', nullable: true })
  history!: readonly JsonObject[] | null;

  @Column({ type: 'integer', default: 0 })
  requeues!: number;

  @Column({ name: 'requeued_at', type: 'timestamptz', nullable: true })
  requeuedAt!: Date | null;

  /** Of a message that was put back: its failure reply, which the next reply supersedes. */
  @Column({ name: 'outdated_reply_id', type: 'text', nullable: true })
  outdatedReplyId!: string | null;

  /** Of a reply: the failure reply that it takes the place of. */
  @Column({ name: 'supersedes_id', type: 'text', nullable: true })
  supersedesId!: string | null;

  @Column({ name: 'discarded_at', type: 'timestamptz', nullable: true })
  discardedAt!: Date | null;

  @Column({ name: 'discarded_by', type: 'text', nullable: true })
  discardedBy!: string | null;

  @Column({ name: 'accepted_at', type: 'timestamptz', default: () => 'now()' })
  acceptedAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;

  /** The message whose turn sent this one, when it is mail for an agent. */
  @Column({ name: 'cause_id', type: 'text', nullable: true })
  causeId!: string | null;

  /** Of mail that agents caused: the client's message that all of it goes back to. */
  @Column({ name: 'root_id', type: 'text', nullable: true })
  rootId!: string | null;

  /** Who sent the client's message that it goes back to, by id: what it costs is put down to them. */
  @Column({ name: 'sent_by', type: 'text', nullable: true })
  sentBy!: string | null;

  /** What its turn cost, in thousand-millionths of the currency. Null: no price is known. */
  @Column({ type: 'bigint', nullable: true })
  cost!: string | null;

  /** Of a client's message: how much mail its work has led to. */
  @Column({ name: 'led_to', type: 'integer', default: 0 })
  ledTo!: number;

  /** Of a client's message: when whoever waited was told that it may lead to no more. */
  @Column({ name: 'overspent_at', type: 'timestamptz', nullable: true })
  overspentAt!: Date | null;

  /** Which agents and capabilities its work may reach. Null: all. */
  @Column({ type: 'jsonb', nullable: true })
  grants!: Grants | null;

  /** W3C Trace Context: the work that sent it. */
  @Column({ type: 'text', nullable: true })
  traceparent!: string | null;

  @Column({ name: 'cancel_requested_at', type: 'timestamptz', nullable: true })
  cancelRequestedAt!: Date | null;

  @Column({ name: 'cancelled_by', type: 'text', nullable: true })
  cancelledBy!: string | null;

  @Column({ name: 'cancel_reason', type: 'text', nullable: true })
  cancelReason!: string | null;

  /** The message whose cancellation led to this one's. */
  @Column({ name: 'cancel_via', type: 'text', nullable: true })
  cancelVia!: string | null;
}
