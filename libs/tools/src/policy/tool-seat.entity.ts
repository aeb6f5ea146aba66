import { Column, Entity, PrimaryColumn } from 'typeorm';

const key = { type: 'text', primaryKeyConstraintName: 'tool_seats_pk' } as const;

/** A row of `tool_seats`: a call that runs, and until when it counts if its process dies. */
@Entity('tool_seats')
export class ToolSeatEntity {
  @PrimaryColumn({ name: 'workspace_id', ...key })
  workspaceId!: string;

  @PrimaryColumn(key)
  agent!: string;

  @PrimaryColumn(key)
  tool!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'tool_seats_pk' })
  number!: number;

  @Column({ type: 'text' })
  holder!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
