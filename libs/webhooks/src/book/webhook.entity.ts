import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `webhooks`: who is told of what. Its secrets are sealed. */
@Entity('webhooks')
@Index('webhooks_of_workspace', ['workspaceId', 'createdAt', 'id'])
@Index('webhooks_enabled', ['workspaceId'], { where: `(status = 'enabled'::text)` })
@Check('webhooks_status', `status in ('enabled', 'disabled')`)
export class WebhookEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'webhooks_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'text' })
  url!: string;

  /** By the names of the conversations' log. */
  @Column({ name: 'log_types', type: 'text', array: true })
  logTypes!: string[];

  @Column({ type: 'text', array: true, nullable: true })
  capabilities!: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  agents!: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  conversations!: string[] | null;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text', nullable: true })
  token!: string | null;

  @Column({ type: 'text' })
  secret!: string;

  @Column({ name: 'old_secret', type: 'text', nullable: true })
  oldSecret!: string | null;

  @Column({ name: 'old_secret_until', type: 'timestamptz', nullable: true })
  oldSecretUntil!: Date | null;

  @Column({ type: 'text', default: 'enabled' })
  status!: string;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason!: string | null;

  @Column({ name: 'failing_since', type: 'timestamptz', nullable: true })
  failingSince!: Date | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
