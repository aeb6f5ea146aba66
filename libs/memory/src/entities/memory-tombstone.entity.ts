import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `memory_tombstones`: something that was erased and is not to be learned again, as a hash. */
@Entity('memory_tombstones')
export class MemoryTombstoneEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_tombstones_pk',
  })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'memory_tombstones_pk' })
  hash!: string;

  /** Of how many words the name is, so that a text is searched for names of that length only. */
  @Column({ type: 'integer' })
  words!: number;

  @Column({ name: 'erased_by', type: 'text' })
  erasedBy!: string;

  @Column({ name: 'erased_at', type: 'timestamptz', default: () => 'now()' })
  erasedAt!: Date;
}
