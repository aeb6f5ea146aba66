import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A row of `mailboxes`: who waits (agent × conversation), since when, and who holds it. */
@Entity('mailboxes')
@Check('mailboxes_pending', 'pending >= 0')
@Index('mailboxes_of', ['agentId', 'conversationId'], { unique: true })
@Index('mailboxes_ready', ['rungAt'], { where: '(pending > 0)' })
@Index('mailboxes_busy', ['agentId'], { where: '(pending > 0)' })
@Index('mailboxes_parked', ['parkedAt'], { where: '(parked_at is not null)' })
@Index('mailboxes_held', ['leaseUntil'], {
  where: `(lease_until > '-infinity'::timestamp with time zone)`,
})
export class MailboxEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'mailboxes_pk',
  })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ name: 'agent_id', type: 'text' })
  agentId!: string;

  @Column({ name: 'conversation_id', type: 'text' })
  conversationId!: string;

  @Column({ type: 'integer', default: 0 })
  pending!: number;

  @Column({ name: 'last_seq', type: 'bigint', default: 0 })
  lastSeq!: string;

  @Column({ name: 'not_before', type: 'timestamptz', default: '-infinity' })
  notBefore!: Date;

  @Column({ name: 'rung_at', type: 'timestamptz', default: '-infinity' })
  rungAt!: Date;

  /** Of the head message; so are `crashes` and `startedAt`. A claim then writes one row only. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'integer', default: 0 })
  crashes!: number;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'lease_owner', type: 'text', nullable: true })
  leaseOwner!: string | null;

  @Column({ name: 'lease_token', type: 'uuid', nullable: true })
  leaseToken!: string | null;

  @Column({ name: 'lease_epoch', type: 'bigint', default: 0 })
  leaseEpoch!: string;

  @Column({ name: 'lease_until', type: 'timestamptz', default: '-infinity' })
  leaseUntil!: Date;

  @Column({ type: 'boolean', default: false })
  suspect!: boolean;

  /** Of a mailbox whose `not_before` is infinite: when its suspended turn goes on. */
  @Column({ name: 'wake_at', type: 'timestamptz', nullable: true })
  wakeAt!: Date | null;

  /** Since when its suspended turn waits. Absent: it does not, or was woken. */
  @Column({ name: 'parked_at', type: 'timestamptz', nullable: true })
  parkedAt!: Date | null;

  /** The version of its agent that it keeps. Absent: its agent pins none, or has not worked here since it does. */
  @Column({ name: 'pinned_version', type: 'integer', nullable: true })
  pinnedVersion!: number | null;
}
