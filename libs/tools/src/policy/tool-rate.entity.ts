import { Column, Entity, PrimaryColumn } from 'typeorm';

const key = { type: 'text', primaryKeyConstraintName: 'tool_rates_pk' } as const;

/** A row of `tool_rates`: how many calls of a tool an agent may make right now. */
@Entity('tool_rates')
export class ToolRateEntity {
  @PrimaryColumn({ name: 'workspace_id', ...key })
  workspaceId!: string;

  @PrimaryColumn(key)
  agent!: string;

  @PrimaryColumn(key)
  tool!: string;

  /** As it was when it was last looked at; it has grown since. */
  @Column({ type: 'double precision' })
  allowance!: number;

  @Column({ name: 'filled_at', type: 'timestamptz' })
  filledAt!: Date;
}
