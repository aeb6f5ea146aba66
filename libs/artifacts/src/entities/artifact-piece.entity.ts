import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `artifact_pieces`: a part of a blob that is kept in the database. */
@Entity('artifact_pieces')
export class ArtifactPieceEntity {
  @PrimaryColumn({ name: 'blob_id', type: 'text', primaryKeyConstraintName: 'artifact_pieces_pk' })
  blobId!: string;

  /** From 0. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'artifact_pieces_pk' })
  no!: number;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'bytea' })
  bytes!: Buffer;
}
