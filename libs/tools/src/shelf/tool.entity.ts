import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `tools`: a tool that a workspace registered. */
@Entity('tools')
export class ToolEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'tools_pk' })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'tools_pk' })
  name!: string;

  /** As it was registered, secrets by reference. */
  @Column({ type: 'jsonb' })
  definition!: JsonObject;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
