import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `usage_pasts`: how far the time before there were tallies has been counted. */
@Entity('usage_pasts')
export class UsagePastEntity {
  /** `messages`, `conversations` or `conversation_costs` */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_pasts_pk' })
  subject!: string;

  /** From here on there are tallies. */
  @Column({ type: 'timestamptz' })
  before!: Date;

  @Column({ name: 'after_workspace', type: 'text', default: '' })
  afterWorkspace!: string;

  @Column({ name: 'after_id', type: 'text', default: '' })
  afterId!: string;

  @Column({ name: 'done_at', type: 'timestamptz', nullable: true })
  doneAt!: Date | null;
}
