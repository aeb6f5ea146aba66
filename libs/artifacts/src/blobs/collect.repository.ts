import type { Statement, Tx } from '#platform';
import type { PlaceName } from '../artifact.js';

/**
 * Index artifact_blobs_unclaimed. `refs = -1` keeps everybody from referring to them; whoever dies over
 * them is followed by another when the claim of the collector has run out.
 */
const takeUnclaimed: Statement = {
  name: 'artifacts.take-unclaimed',
  text: `
    update artifact_blobs
    set refs = -1, unclaimed_until = clock_timestamp() + $2::double precision * interval '1 ms'
    where id in (
      select id from artifact_blobs where refs <= 0 and unclaimed_until < clock_timestamp()
      order by unclaimed_until limit $1 for update skip locked)
    returning id, workspace_id, place`,
};

const deleteBlob: Statement = {
  name: 'artifacts.delete-blob',
  text: `delete from artifact_blobs where id = $1 and refs = -1`,
};

/** A blob that nobody refers to. */
export interface UnclaimedBlob {
  readonly id: string;
  readonly workspace: string;
  readonly place: PlaceName;
}

/** Takes blobs that are to be collected; nobody else takes them for so long. */
export async function takeUnclaimedBlobs(
  tx: Tx,
  most: number,
  forMs: number,
): Promise<UnclaimedBlob[]> {
  const rows = await tx.rows<{ id: string; workspace_id: string; place: PlaceName }>(
    takeUnclaimed,
    [most, forMs],
  );
  return rows.map(({ id, workspace_id: workspace, place }) => ({ id, workspace, place }));
}

/** Its bytes are gone; so is it. */
export async function deleteCollected(tx: Tx, id: string): Promise<void> {
  await tx.rows(deleteBlob, [id]);
}
