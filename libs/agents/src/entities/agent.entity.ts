import type { JsonValue } from '#protocol';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `agents`: who exists. A removed agent stays, for the messages that name it. */
@Entity('agents')
@Check('agents_kind', `kind in ('configuration', 'code')`)
@Check('agents_status', `status in ('running', 'paused', 'draining', 'removed')`)
@Index('agents_name', ['workspaceId', 'name'], {
  unique: true,
  where: `(status <> 'removed'::text)`,
})
@Index('agents_removed_name', ['workspaceId', 'name'], { where: `(status = 'removed'::text)` })
export class AgentEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'agents_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', default: 'running' })
  status!: string;

  /** Of the version that the next turn works by. */
  @Column({ name: 'version_number', type: 'integer', default: 1 })
  versionNumber!: number;

  /** Of that version, where every process finds them together. */
  @Column({ type: 'jsonb', nullable: true })
  subscriptions!: JsonValue | null;

  /** Between which versions its conversations are split. Absent: all work by the newest. */
  @Column({ type: 'jsonb', nullable: true })
  split!: JsonValue | null;

  /** Of the version in use: whether conversations keep the one that they began with. */
  @Column({ name: 'pins_versions', type: 'boolean', default: false })
  pinsVersions!: boolean;

  @Column({ name: 'deployed_at', type: 'timestamptz', default: () => 'now()' })
  deployedAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
