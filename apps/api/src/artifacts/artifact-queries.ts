import { z } from 'zod';
import { conversationId, durationText, messageId } from '#protocol';
import { queryCursor, queryLimit } from '../http/query-parts.js';

/** What may be said of an upload, in the query or as fields of a form. */
export const uploadOptions = z.strictObject({
  name: z.string().min(1).max(4_096).optional().meta({
    description: 'What it is called; folders and control characters are left out.',
  }),
  conversation_id: conversationId.optional(),
  expires_in: durationText.optional().meta({
    description:
      'How long it is kept, such as 24h; 0s: until it is removed. As `CAXTON_ARTIFACT_RETENTION` if not said.',
  }),
});
export type UploadOptions = z.infer<typeof uploadOptions>;

/** Query of the list of artifacts. */
export const artifactListOptions = z.strictObject({
  conversation_id: conversationId.optional(),
  message_id: messageId.optional(),
  media_type: z
    .string()
    .max(200)
    .regex(
      /^[a-z0-9.+_-]+\/(?:\*|[a-z0-9.+_-]+)$/,
      'must be a media type such as text/csv or image/*',
    )
    .optional()
    .meta({ description: 'Only artifacts of this type; `image/*` means all pictures.' }),
  cursor: queryCursor,
  limit: queryLimit(50),
});
export type ArtifactListOptions = z.infer<typeof artifactListOptions>;
