import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `agent_versions`: an immutable configuration. Turns keep the one they began with. */
@Entity('agent_versions')
export class AgentVersionEntity {
  @PrimaryColumn({ name: 'agent_id', type: 'text', primaryKeyConstraintName: 'agent_versions_pk' })
  agentId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'agent_versions_pk' })
  number!: number;

  /** As the developer counts (SemVer). */
  @Column({ type: 'text' })
  version!: string;

  @Column({ type: 'jsonb' })
  configuration!: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** That of its agent. Where the version before leaves it out, the database fills it in. */
  @Column({ name: 'workspace_id', type: 'text', nullable: true })
  workspaceId!: string | null;

  /** The version that it is a copy of, if somebody went back to one. */
  @Column({ name: 'restored_from', type: 'integer', nullable: true })
  restoredFrom!: number | null;
}
