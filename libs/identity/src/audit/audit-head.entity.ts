import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `audit_heads`: the last event of a workspace's chain. */
@Entity('audit_heads')
export class AuditHeadEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'audit_heads_pk' })
  workspaceId!: string;

  @Column({ type: 'bigint' })
  seq!: string;

  @Column({ type: 'text' })
  hash!: string;
}
