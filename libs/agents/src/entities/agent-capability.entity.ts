import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `agent_capabilities`: what an agent provides now, in the order it says so. */
@Entity('agent_capabilities')
@Index('agent_capabilities_providers', ['workspaceId', 'capability'])
export class AgentCapabilityEntity {
  @PrimaryColumn({
    name: 'agent_id',
    type: 'text',
    primaryKeyConstraintName: 'agent_capabilities_pk',
  })
  agentId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'agent_capabilities_pk' })
  capability!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'integer' })
  position!: number;
}
