import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `memory_policies`: how much a workspace remembers, and for how long. */
@Entity('memory_policies')
export class MemoryPolicyEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_policies_pk',
  })
  workspaceId!: string;

  @Column({ type: 'jsonb' })
  policy!: JsonObject;

  @Column({ name: 'updated_by', type: 'text' })
  updatedBy!: string;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
