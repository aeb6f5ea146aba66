import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `capabilities`: what a capability is, in words, and as a vector to be found by meaning. */
@Entity('capabilities')
export class CapabilityEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'capabilities_pk',
  })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'capabilities_pk' })
  name!: string;

  @Column({ type: 'text' })
  description!: string;

  /** Absent until somebody searches. */
  @Column({ type: 'vector', length: 384, nullable: true })
  embedding!: number[] | null;

  /** Of the model that made the vector; vectors of different ones are never compared. */
  @Column({ type: 'text', nullable: true })
  fingerprint!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
