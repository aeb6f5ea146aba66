import type { Caller, Database, Tx } from '#platform';
import type { NewArtifact, StoredBlob } from '../artifact.js';
import { BlobGone } from '../artifacts.errors.js';
import { findBlobPlace } from '../blobs/blob.repository.js';
import type { BlobStore } from '../blobs/blob-store.js';
import { keepArtifact } from './keep-artifact.js';
import type { ArtifactShelf } from './artifact-shelf.js';

/** So long the bytes of a turn wait for its commit: a turn may be tried again for hours. */
const dayMs = 86_400_000;

/** What turns make: stored at once, and kept as artifacts by the commit of the turn or not at all. */
export class ArtifactDrafts {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly shelf: Pick<ArtifactShelf, 'store'>,
  ) {}

  /** @throws {ProtocolError} ARTIFACT_QUOTA_EXCEEDED, PAYLOAD_TOO_LARGE */
  async store(caller: Caller, bytes: AsyncIterable<Buffer>): Promise<StoredBlob> {
    const blob = await this.shelf.store(caller, bytes);
    await this.blobs.hold(caller, blob.id, dayMs);
    return blob;
  }

  /** Whether it is still there; then for another day. */
  hold(caller: Caller, { id }: Pick<StoredBlob, 'id'>): Promise<boolean> {
    return this.blobs.hold(caller, id, dayMs);
  }

  async *read(caller: Caller, { id, sizeBytes }: StoredBlob): AsyncGenerator<Buffer, void> {
    const { workspace } = caller;
    const place = await this.database.read(caller, (tx) => findBlobPlace(tx, workspace, id));
    if (place === undefined) throw new BlobGone(id);
    yield* this.blobs.read(place, { workspace, id }, { start: 0, end: sizeBytes - 1 });
  }

  /** In the commit of the turn, which is not refused for want of room: that was asked before. */
  async keep(tx: Tx, artifact: NewArtifact, blob: StoredBlob): Promise<void> {
    await keepArtifact(tx, artifact, blob);
  }
}
