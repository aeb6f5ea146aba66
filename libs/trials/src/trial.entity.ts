import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ScenarioOutcome } from './scenario-outcome.js';
import type { TrialRequest } from './trial-request.js';

const key = { type: 'text', primaryKeyConstraintName: 'trials_pk' } as const;

/** A row of `trials`: a configuration that is tried, and what came of it so far. Gone after a day. */
@Entity('trials')
@Check('trials_state', `state in ('waiting', 'running', 'ended')`)
@Index('trials_waiting', ['createdAt'], { where: `(state = 'waiting'::text)` })
@Index('trials_old', ['createdAt'])
export class TrialEntity {
  @PrimaryColumn({ ...key, name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn(key)
  id!: string;

  @Column({ type: 'text', default: 'waiting' })
  state!: string;

  /** Who has it done, and pays for it. */
  @Column({ type: 'text' })
  principal!: string;

  /** Those of the configuration: workers that serve some only take trials of these. */
  @Column({ type: 'text', array: true })
  capabilities!: string[];

  @Column({ type: 'jsonb' })
  request!: TrialRequest;

  /** Of the scenarios that have ended. */
  @Column({ type: 'jsonb', default: [] })
  outcomes!: ScenarioOutcome[];

  /** The most that the process which ran it was seen to use. */
  @Column({ name: 'memory_mb', type: 'integer', default: 0 })
  memoryMb!: number;

  /** Why the scenarios that have no outcome will never have one. */
  @Column({ type: 'text', nullable: true })
  why!: string | null;

  /** Whoever has it may write what came of it. */
  @Column({ type: 'text', nullable: true })
  token!: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  @Column({ type: 'timestamptz' })
  deadline!: Date;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
