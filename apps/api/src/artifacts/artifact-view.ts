import type { ArtifactDetail } from '#protocol';
import type { Artifact } from '#artifacts';

/** An artifact as the contract shows it. */
export function viewArtifact(artifact: Artifact): ArtifactDetail {
  const { id, name, mediaType, sizeBytes, hash, createdBy, createdAt, expiresAt } = artifact;
  return {
    artifact_id: id,
    name,
    media_type: mediaType,
    size_bytes: sizeBytes,
    url: `/api/v1/artifacts/${id}`,
    reference: `artifact:${id}`,
    sha256: hash,
    created_by: createdBy,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
    conversation_id: artifact.conversationId ?? null,
    message_id: artifact.messageId ?? null,
    tool: artifact.tool ?? null,
  };
}
