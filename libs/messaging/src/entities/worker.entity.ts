import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `workers`: a worker process, as its last heartbeat told of it. */
@Entity('workers')
@Check('workers_status', `status in ('running', 'stopping')`)
export class WorkerEntity {
  /** The owner of the leases it takes. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'workers_pk' })
  id!: string;

  /** `*`: a worker serves every workspace. */
  @Column({ name: 'workspace_id', type: 'text', default: '*' })
  workspaceId!: string;

  @Column({ type: 'text' })
  host!: string;

  @Column({ type: 'integer' })
  pid!: number;

  @Column({ type: 'text' })
  version!: string;

  @Column({ type: 'text', default: 'running' })
  status!: string;

  /** `null`: all. */
  @Column({ type: 'text', array: true, nullable: true })
  capabilities!: string[] | null;

  @Column({ type: 'integer' })
  concurrency!: number;

  @Column({ name: 'code_agents', type: 'text', array: true, default: '{}' })
  codeAgents!: string[];

  @Column({ type: 'text', array: true, default: '{}' })
  lanes!: string[];

  @Column({ type: 'text', array: true, default: '{}' })
  problems!: string[];

  @Column({ name: 'turns_running', type: 'integer', default: 0 })
  turnsRunning!: number;

  @Column({ name: 'turns_total', type: 'bigint', default: 0 })
  turnsTotal!: string;

  @Column({ name: 'started_at', type: 'timestamptz', default: () => 'now()' })
  startedAt!: Date;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', default: () => 'now()' })
  heartbeatAt!: Date;
}
