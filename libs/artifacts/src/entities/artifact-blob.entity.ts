import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `artifact_blobs`: the bytes that artifacts with the same content share. */
@Entity('artifact_blobs')
@Check('artifact_blobs_place', `place in ('database', 'disk', 's3')`)
@Check('artifact_blobs_whole', `refs <= 0 or hash is not null`)
@Index('artifact_blobs_once', ['workspaceId', 'hash'], { unique: true, where: `(refs > 0)` })
@Index('artifact_blobs_unclaimed', ['unclaimedUntil'], { where: `(refs <= 0)` })
export class ArtifactBlobEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'artifact_blobs_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  /** SHA-256 of the bytes; nothing while they arrive. */
  @Column({ type: 'text', nullable: true })
  hash!: string | null;

  @Column({ name: 'size_bytes', type: 'bigint', default: 0 })
  sizeBytes!: string;

  @Column({ type: 'text' })
  place!: string;

  /** How many artifacts refer to it; -1 while it is collected. */
  @Column({ type: 'integer', default: 0 })
  refs!: number;

  /** When it is collected, if nobody refers to it by then. */
  @Column({ name: 'unclaimed_until', type: 'timestamptz' })
  unclaimedUntil!: Date;
}
