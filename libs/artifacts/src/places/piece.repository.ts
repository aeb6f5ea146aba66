import type { Statement, Tx } from '#platform';

/**
 * Only while the blob is claimed: one that takes too long is collected, and must not grow any more. Every
 * piece claims it anew.
 */
const insertPiece: Statement = {
  name: 'artifacts.insert-piece',
  text: `
    with claimed as (
      update artifact_blobs
      set unclaimed_until = clock_timestamp() + $5::double precision * interval '1 ms'
      where id = $1 and refs = 0
      returning id, workspace_id
    )
    insert into artifact_pieces (blob_id, no, workspace_id, bytes)
    select id, $3, $2, $4 from claimed where workspace_id = $2
    returning no`,
};

/** The primary key. */
const findPiece: Statement = {
  name: 'artifacts.find-piece',
  text: `select bytes from artifact_pieces where blob_id = $1 and no = $2 and workspace_id = $3`,
};

const deletePieces: Statement = {
  name: 'artifacts.delete-pieces',
  text: `delete from artifact_pieces where blob_id = $1 and workspace_id = $2`,
};

/** A piece of a blob. */
export interface Piece {
  readonly blobId: string;
  readonly no: number;
  readonly bytes: Buffer;
}

/** Whether the blob was still there to take it. */
export async function addPiece(
  tx: Tx,
  workspace: string,
  { blobId, no, bytes }: Piece,
  claimMs: number,
): Promise<boolean> {
  const rows = await tx.rows(insertPiece, [blobId, workspace, no, bytes, claimMs]);
  return rows.length > 0;
}

export async function readPiece(
  tx: Tx,
  workspace: string,
  blobId: string,
  no: number,
): Promise<Buffer | undefined> {
  const [row] = await tx.rows<{ bytes: Buffer }>(findPiece, [blobId, no, workspace]);
  return row?.bytes;
}

export async function dropPieces(tx: Tx, workspace: string, blobId: string): Promise<void> {
  await tx.rows(deletePieces, [blobId, workspace]);
}
