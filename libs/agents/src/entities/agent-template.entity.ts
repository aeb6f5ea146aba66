import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `agent_templates`: a template of a workspace's own. */
@Entity('agent_templates')
export class AgentTemplateEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'agent_templates_pk',
  })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'agent_templates_pk' })
  id!: string;

  /** Counts its changes, from 1. */
  @Column({ type: 'integer', default: 1 })
  revision!: number;

  @Column({ type: 'jsonb' })
  definition!: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
