import { ArtifactBlobEntity } from './entities/artifact-blob.entity.js';
import { ArtifactPieceEntity } from './entities/artifact-piece.entity.js';
import { ArtifactRoomEntity } from './entities/artifact-room.entity.js';
import { ArtifactEntity } from './entities/artifact.entity.js';

/** The tables of this library, for the mapper. */
export const artifactEntities = [
  ArtifactBlobEntity,
  ArtifactEntity,
  ArtifactPieceEntity,
  ArtifactRoomEntity,
];

export type { Artifact, ByteRange, StoredBlob } from './artifact.js';
export { artifactIdOfStep, newArtifactId, readArtifactReference } from './artifact-id.js';
export { artifactSettingsOf } from './artifact-settings.js';
export { openArtifacts, type OpenArtifacts } from './open-artifacts.js';
export { ArtifactDrafts } from './shelf/artifact-drafts.js';
export { ArtifactShelf } from './shelf/artifact-shelf.js';
export { cleanName } from './types/clean-name.js';
export { headBytes, judgeType } from './types/judge-type.js';
export { readMediaType } from './types/media-type.js';
