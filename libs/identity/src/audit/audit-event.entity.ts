import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `audit_events`: who did what. Only added to; each row holds the hash of the one before. */
@Entity('audit_events')
@Index('audit_events_at', ['workspaceId', 'at'])
export class AuditEventEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'audit_events_pk',
  })
  workspaceId!: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'audit_events_pk' })
  seq!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  target!: string;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ name: 'request_id', type: 'text', nullable: true })
  requestId!: string | null;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ type: 'jsonb', default: {} })
  details!: JsonObject;

  @Column({ name: 'previous_hash', type: 'text' })
  previousHash!: string;

  @Column({ type: 'text' })
  hash!: string;
}
