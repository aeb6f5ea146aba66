import type { Statement, Tx } from '#platform';

/** Lengths of the vectors that there are; as many as models were used. */
const findLengths: Statement = {
  name: 'memory.find-lengths',
  text: `select distinct dimensions from memory_models where dimensions is not null`,
};

/** Whether there are many vectors, and many of this length that are in no index; stops counting there. */
const findCrowded: Statement = {
  name: 'memory.are-unsettled',
  text: `
    select (select count(*) from (select from memory_embeddings limit $2) vectors) >= $2
      and (select count(*) from (
        select from memory_embeddings where not settled and dimensions = $1 limit $3) unsettled) >= $3
      as crowded`,
};

/** Puts some into the index; what somebody else writes to is passed over. */
const settle: Statement = {
  name: 'memory.settle',
  text: `
    with free as (
      select entity_id, fingerprint, chunk from memory_embeddings
      where not settled and dimensions = $1 limit $2 for update skip locked)
    update memory_embeddings v set settled = true from free
    where v.entity_id = free.entity_id and v.fingerprint = free.fingerprint and v.chunk = free.chunk
    returning v.entity_id`,
};

export async function findLengthsOfVectors(tx: Tx): Promise<number[]> {
  const rows = await tx.rows<{ dimensions: number }>(findLengths);
  return rows.map(({ dimensions }) => dimensions);
}

/** Whether so many of a length wait, among so many vectors, that searches would notice. */
export async function areUnsettled(
  tx: Tx,
  dimensions: number,
  { total, waiting }: { readonly total: number; readonly waiting: number },
): Promise<boolean> {
  const [row] = await tx.rows<{ crowded: boolean }>(findCrowded, [dimensions, total, waiting]);
  return row?.crowded ?? false;
}

/** Gives how many are in the index now that were not. */
export async function settleSome(tx: Tx, dimensions: number, most: number): Promise<number> {
  return (await tx.rows(settle, [dimensions, most])).length;
}
