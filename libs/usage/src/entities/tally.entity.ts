import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Counted } from './counted.entity.js';

/** A row of `tallies`: what one commit adds to what happened. Gone when it has been added up. */
@Entity('tallies')
export class TallyEntity extends Counted {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'tallies_pk',
  })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at!: Date;

  /** Empty: it is of no agent. */
  @Column({ name: 'agent_id', type: 'text', default: '' })
  agentId!: string;

  /** 0: no turn has begun. */
  @Column({ name: 'agent_version', type: 'integer', default: 0 })
  agentVersion!: number;

  @Column({ type: 'text', default: '' })
  capability!: string;

  /** The id of the user or key whose message it goes back to. */
  @Column({ name: 'sent_by', type: 'text', default: '' })
  sentBy!: string;

  /** `provider/model` */
  @Column({ type: 'text', default: '' })
  model!: string;
}
