import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `artifact_room`: how much a workspace keeps. Its lock orders those who keep and remove. */
@Entity('artifact_room')
export class ArtifactRoomEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'artifact_room_pk',
  })
  workspaceId!: string;

  /** Bytes of the blobs that somebody refers to. */
  @Column({ name: 'used_bytes', type: 'bigint', default: 0 })
  usedBytes!: string;
}
