import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `workspaces`: the boundary that every other row belongs to. */
@Entity('workspaces')
export class WorkspaceEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'workspaces_pk' })
  id!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt!: Date | null;
}
