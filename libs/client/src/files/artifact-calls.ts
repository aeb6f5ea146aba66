import { methodsOf } from '../calls/methods.js';
import type { Connection } from '../connection/connection.js';
import { artifacts } from '../operations/artifacts.js';
import { downloadArtifact, type DownloadOptions } from './download-artifact.js';
import {
  uploadArtifact,
  type Artifact,
  type ArtifactContent,
  type UploadOptions,
} from './upload-artifact.js';

/** Everything that is done with artifacts. */
export function artifactCalls(connection: Connection) {
  return {
    ...methodsOf(artifacts, connection),
    /** Uploads a file as it is. */
    upload: async (content: ArtifactContent, options?: UploadOptions): Promise<Artifact> =>
      uploadArtifact(connection, content, options),
    /** The bytes of a file, as a Response of the Fetch API. */
    download: async (id: string, options?: DownloadOptions): Promise<Response> =>
      downloadArtifact(connection, id, options),
  };
}
