import type { Tx } from '#platform';
import type { Artifact, NewArtifact, StoredBlob } from '../artifact.js';
import { BlobGone, noRoomLeft } from '../artifacts.errors.js';
import { leaveBlob, referNoMore, referToFresh, referToSame } from '../blobs/blob.repository.js';
import { deleteOne, find, insertNew } from './artifact.repository.js';
import { changeRoom } from './room.repository.js';

/**
 * Keeps a stored blob as an artifact, in a transaction that may write more. Bytes that the workspace keeps
 * already are shared, and the blob is left to be collected. An artifact with this id that is there already
 * is the same one, kept by an earlier attempt.
 * @throws {ProtocolError} ARTIFACT_QUOTA_EXCEEDED, with a quota
 * @throws {BlobGone} when the blob was collected meanwhile
 */
export async function keepArtifact(
  tx: Tx,
  artifact: NewArtifact,
  blob: StoredBlob,
  quotaBytes = Infinity,
): Promise<Artifact> {
  // First of all, and by everybody: the row of the workspace is what orders us.
  const used = await changeRoom(tx, 0);
  const known = await find(tx, artifact.id);
  if (known !== undefined) return known;
  const same = await referToSame(tx, tx.caller.workspace, blob.hash);
  if (same === undefined) {
    if (used + blob.sizeBytes > quotaBytes) throw noRoomLeft(quotaBytes);
    if (!(await referToFresh(tx, blob))) throw new BlobGone(blob.id);
    await changeRoom(tx, blob.sizeBytes);
  } else {
    await leaveBlob(tx, blob.id);
  }
  return insertNew(tx, artifact, { ...blob, id: same ?? blob.id });
}

/** Whether it was there. Its bytes stay as long as others share them, and then for its last readers. */
export async function removeArtifact(tx: Tx, id: string, graceMs: number): Promise<boolean> {
  await changeRoom(tx, 0);
  const blobId = await deleteOne(tx, id);
  if (blobId === undefined) return false;
  await changeRoom(tx, -(await referNoMore(tx, blobId, graceMs)));
  return true;
}
