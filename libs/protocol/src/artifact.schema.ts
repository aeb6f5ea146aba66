import { z } from 'zod';
import { artifactId, conversationId, messageId, timestamp } from './ids.js';

const example = {
  artifact_id: 'art_0f8fad5bd9cb469fa16570867728950e',
  name: 'sales.csv',
  media_type: 'text/csv',
  size_bytes: 18_204,
  url: '/api/v1/artifacts/art_0f8fad5bd9cb469fa16570867728950e',
};

/** An artifact as the message that it is attached to names it. */
const attachedArtifact = z.object({
  artifact_id: artifactId,
  name: z.string(),
  media_type: z.string(),
  size_bytes: z.int(),
  url: z.string().meta({ description: 'Where its bytes are, on this server.' }),
});

/** Everything about an artifact but its bytes. */
export const artifactDetail = attachedArtifact
  .extend({
    reference: z.string().meta({
      description: 'How agents and tools are told of it, as a `data_source` for example.',
    }),
    sha256: z.string(),
    created_by: z.string(),
    created_at: timestamp,
    expires_at: timestamp.nullable().meta({ description: 'null: it is kept until it is removed.' }),
    conversation_id: conversationId.nullable(),
    message_id: messageId.nullable().meta({ description: 'The message whose turn produced it.' }),
    tool: z.string().nullable().meta({ description: 'The tool that produced it.' }),
  })
  .meta({
    id: 'Artifact',
    examples: [
      {
        ...example,
        reference: `artifact:${example.artifact_id}`,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        created_by: 'api_client',
        created_at: '2025-09-10T15:30:00.000Z',
        expires_at: '2025-10-10T15:30:00.000Z',
        conversation_id: null,
        message_id: null,
        tool: null,
      },
    ],
  });
export type ArtifactDetail = z.infer<typeof artifactDetail>;

/** A page of artifacts, the newest first. */
export const artifactList = z
  .object({ artifacts: z.array(artifactDetail), next_cursor: z.string().optional() })
  .meta({ id: 'ArtifactList' });
export type ArtifactList = z.infer<typeof artifactList>;

export const artifactRemoved = z
  .object({ artifact_id: artifactId, status: z.literal('removed') })
  .meta({ id: 'ArtifactRemoved' });
export type ArtifactRemoved = z.infer<typeof artifactRemoved>;
