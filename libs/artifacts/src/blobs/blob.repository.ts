import type { Statement, Tx } from '#platform';
import type { PlaceName, StoredBlob } from '../artifact.js';

const insertBlob: Statement = {
  name: 'artifacts.insert-blob',
  text: `
    insert into artifact_blobs (id, workspace_id, place, unclaimed_until)
    values ($1, $2, $3, clock_timestamp() + $4::double precision * interval '1 ms')`,
};

/** Before bytes are written there, so that whoever collects it knows where they are. */
const moveBlob: Statement = {
  name: 'artifacts.move-blob',
  text: `
    update artifact_blobs
    set place = $2, unclaimed_until = clock_timestamp() + $3::double precision * interval '1 ms'
    where id = $1 and refs = 0 returning id`,
};

const finishBlob: Statement = {
  name: 'artifacts.finish-blob',
  text: `
    update artifact_blobs
    set hash = $2, size_bytes = $3,
      unclaimed_until = clock_timestamp() + $4::double precision * interval '1 ms'
    where id = $1 and refs = 0 returning id`,
};

/** Whoever read it a moment ago may still be reading. */
const claimLonger: Statement = {
  name: 'artifacts.claim-longer',
  text: `
    update artifact_blobs
    set unclaimed_until = greatest(unclaimed_until,
      clock_timestamp() + $3::double precision * interval '1 ms')
    where id = $1 and workspace_id = $2 and refs >= 0 and hash is not null returning id`,
};

const letGo: Statement = {
  name: 'artifacts.let-go',
  text: `update artifact_blobs set unclaimed_until = '-infinity' where id = $1 and refs = 0`,
};

/** Index artifact_blobs_once. */
const refersToSame: Statement = {
  name: 'artifacts.refer-to-same',
  text: `
    update artifact_blobs set refs = refs + 1
    where workspace_id = $1 and hash = $2 and refs > 0 returning id`,
};

const refersToFresh: Statement = {
  name: 'artifacts.refer-to-fresh',
  text: `update artifact_blobs set refs = 1 where id = $1 and refs = 0 and hash = $2 returning id`,
};

const refersNoMore: Statement = {
  name: 'artifacts.refer-no-more',
  text: `
    update artifact_blobs
    set refs = refs - 1, unclaimed_until = case when refs > 1 then unclaimed_until
      else clock_timestamp() + $2::double precision * interval '1 ms' end
    where id = $1 and refs > 0 returning refs, size_bytes`,
};

const findPlace: Statement = {
  name: 'artifacts.find-place',
  text: `select place from artifact_blobs where id = $1 and workspace_id = $2 and refs >= 0`,
};

/** A blob that is being written, in a place. */
export interface BlobBegun {
  readonly id: string;
  readonly workspace: string;
  readonly place: PlaceName;
}

export async function beginBlob(tx: Tx, blob: BlobBegun, claimMs: number): Promise<void> {
  await tx.rows(insertBlob, [blob.id, blob.workspace, blob.place, claimMs]);
}

/** Whether it was still there. */
export async function placeBlob(
  tx: Tx,
  id: string,
  place: PlaceName,
  claimMs: number,
): Promise<boolean> {
  return (await tx.rows(moveBlob, [id, place, claimMs])).length > 0;
}

/** Whether it was still there. */
export async function completeBlob(
  tx: Tx,
  { id, hash, sizeBytes }: StoredBlob,
  claimMs: number,
): Promise<boolean> {
  return (await tx.rows(finishBlob, [id, hash, sizeBytes, claimMs])).length > 0;
}

/** Whether a whole blob is still there; then nobody collects it for so long. */
export async function holdBlob(
  tx: Tx,
  workspace: string,
  id: string,
  claimMs: number,
): Promise<boolean> {
  return (await tx.rows(claimLonger, [id, workspace, claimMs])).length > 0;
}

/** Where the bytes of a blob are that nobody collects. */
export async function findBlobPlace(
  tx: Tx,
  workspace: string,
  id: string,
): Promise<PlaceName | undefined> {
  const [row] = await tx.rows<{ place: PlaceName }>(findPlace, [id, workspace]);
  return row?.place;
}

/** Nobody is going to refer to it: it may be collected at once. */
export async function leaveBlob(tx: Tx, id: string): Promise<void> {
  await tx.rows(letGo, [id]);
}

/** Refers to a blob with this content, if there is one that somebody refers to. Gives its id. */
export async function referToSame(
  tx: Tx,
  workspace: string,
  hash: string,
): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(refersToSame, [workspace, hash]);
  return row?.id;
}

/** Whether the blob was still there to be referred to. */
export async function referToFresh(tx: Tx, { id, hash }: StoredBlob): Promise<boolean> {
  return (await tx.rows(refersToFresh, [id, hash])).length > 0;
}

/** Gives the bytes that nobody refers to any more; its last readers have so long to finish. */
export async function referNoMore(tx: Tx, id: string, graceMs: number): Promise<number> {
  const values = [id, graceMs];
  const [row] = await tx.rows<{ refs: number; size_bytes: string }>(refersNoMore, values);
  return row?.refs === 0 ? Number(row.size_bytes) : 0;
}
