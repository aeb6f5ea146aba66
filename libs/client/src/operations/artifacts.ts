import type { Group } from '../calls/methods.js';

/** Files; uploading and downloading have calls of their own. */
export const artifacts = {
  /** Lists the artifacts, page by page. */
  list: 'listArtifacts',
  /** Gives everything of an artifact but its bytes. */
  get: 'getArtifact',
  /** Removes an artifact. */
  remove: 'removeArtifact',
} as const satisfies Group;
