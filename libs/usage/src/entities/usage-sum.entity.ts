import { Check, Entity, PrimaryColumn } from 'typeorm';
import { Counted } from './counted.entity.js';

const key = { type: 'text', primaryKeyConstraintName: 'usage_sums_pk' } as const;

/** A row of `usage_sums`: all tallies of an hour, a day or ever (UTC) that are of the same. */
@Entity('usage_sums')
@Check('usage_sums_span', `span in ('hour', 'day', 'ever')`)
export class UsageSumEntity extends Counted {
  @PrimaryColumn({ ...key, name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn(key)
  span!: string;

  /** When the hour or day begins; of `ever`, which does not tell versions, senders and models apart, `-infinity`. */
  @PrimaryColumn({ ...key, type: 'timestamptz' })
  at!: Date;

  @PrimaryColumn({ ...key, name: 'agent_id', default: '' })
  agentId!: string;

  @PrimaryColumn({ ...key, name: 'agent_version', type: 'integer', default: 0 })
  agentVersion!: number;

  @PrimaryColumn({ ...key, default: '' })
  capability!: string;

  @PrimaryColumn({ ...key, name: 'sent_by', default: '' })
  sentBy!: string;

  @PrimaryColumn({ ...key, default: '' })
  model!: string;
}
