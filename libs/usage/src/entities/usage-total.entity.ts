import { Check, Entity, PrimaryColumn } from 'typeorm';
import { Counted } from './counted.entity.js';

const key = { type: 'text', primaryKeyConstraintName: 'usage_totals_pk' } as const;

/**
 * A row of `usage_totals`: days of `usage_sums`, added up to weeks (UTC, from Monday on), or to days of all agents and
 * versions together. Kept by Postgres.
 */
@Entity('usage_totals')
@Check('usage_totals_span', `span in ('day', 'week')`)
export class UsageTotalEntity extends Counted {
  @PrimaryColumn({ ...key, name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn(key)
  span!: string;

  /** When the day or week begins. */
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
