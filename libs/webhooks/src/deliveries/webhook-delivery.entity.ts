import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { DeliveryAttempt, JsonObject } from '#protocol';

/** A row of `webhook_deliveries`: that a webhook is to be told of an event, and how that went. */
@Entity('webhook_deliveries')
@Check('webhook_deliveries_status', `status in ('waiting', 'delivered', 'failed')`)
@Index('webhook_deliveries_id', ['id'], { unique: true })
@Index('webhook_deliveries_once', ['webhookId', 'conversationId', 'eventSeq'], { unique: true })
@Index('webhook_deliveries_recent', ['webhookId', 'number'])
@Index('webhook_deliveries_due', ['webhookId', 'nextAt'], {
  where: `(status = 'waiting'::text)`,
})
@Index('webhook_deliveries_leased', ['webhookId'], { where: '(lease is not null)' })
@Index('webhook_deliveries_settled', ['settledAt'], { where: '(settled_at is not null)' })
export class WebhookDeliveryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'webhook_deliveries_pk',
  })
  number!: string;

  /** The header `webhook-id`. */
  @Column({ type: 'text' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ name: 'webhook_id', type: 'text' })
  webhookId!: string;

  /** By the name of the conversations' log, or `webhook.test`. */
  @Column({ type: 'text' })
  type!: string;

  @Column({ name: 'conversation_id', type: 'text', nullable: true })
  conversationId!: string | null;

  @Column({ name: 'event_seq', type: 'bigint', nullable: true })
  eventSeq!: string | null;

  /** What is told, where no conversation's log has it. */
  @Column({ type: 'jsonb', nullable: true })
  data!: JsonObject | null;

  @Column({ type: 'text', default: 'waiting' })
  status!: string;

  /** Failed ones since it was queued; decides how long the next one waits. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'jsonb', default: [] })
  tries!: DeliveryAttempt[];

  /** When the next attempt is due; while one is made, when it counts as lost. */
  @Column({ name: 'next_at', type: 'timestamptz', default: () => 'now()' })
  nextAt!: Date;

  /** Whose the attempt is that is made now. */
  @Column({ type: 'text', nullable: true })
  lease!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;
}
