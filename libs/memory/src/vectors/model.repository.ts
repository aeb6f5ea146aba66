import type { Statement, Tx } from '#platform';
import { hasNearIndex, nearIndexOf } from '../recall/near-index.js';

const choose: Statement = {
  name: 'memory.choose-model',
  text: `
    insert into memory_models (fingerprint) values ($1)
    on conflict (fingerprint) do update set chosen_at = clock_timestamp()`,
};

const findChosen: Statement = {
  name: 'memory.find-chosen-model',
  text: `select fingerprint from memory_models order by chosen_at desc, fingerprint limit 1`,
};

const findDimensions: Statement = {
  name: 'memory.find-dimensions',
  text: `select dimensions from memory_models where fingerprint = $1 and dimensions is not null`,
};

/** The first vectors of a model say how long all of them are. */
const learnDimensions: Statement = {
  name: 'memory.learn-dimensions',
  text: `
    insert into memory_models as m (fingerprint, dimensions, chosen_at) values ($1, $2, '-infinity')
    on conflict (fingerprint) do update set dimensions = coalesce(m.dimensions, excluded.dimensions)
    returning dimensions`,
};

const findIndex: Statement = {
  name: 'memory.find-near-index',
  text: `select to_regclass($1) is not null as found`,
};

/** From now on this model makes the vectors; processes with another one leave them alone. */
export async function chooseModel(tx: Tx, fingerprint: string): Promise<void> {
  await tx.rows(choose, [fingerprint]);
}

/** The model that was chosen last; nothing before any was. */
export async function findChosenModel(tx: Tx): Promise<string | undefined> {
  const [row] = await tx.rows<{ fingerprint: string }>(findChosen);
  return row?.fingerprint;
}

/** Length of the vectors of a model: the given one, unless another is known. */
export async function agreeOnDimensions(
  tx: Tx,
  fingerprint: string,
  dimensions: number,
): Promise<number> {
  // Written once: whoever writes the row holds up everybody else who stores vectors.
  const [known] = await tx.rows<{ dimensions: number }>(findDimensions, [fingerprint]);
  if (known !== undefined) return known.dimensions;
  const [row] = await tx.rows<{ dimensions: number }>(learnDimensions, [fingerprint, dimensions]);
  return row?.dimensions ?? dimensions;
}

/**
 * Makes the index of vectors of a length, before the first of them is stored: then it is empty and made
 * at once. That of the local model comes with the schema.
 */
export async function ensureNearIndex(tx: Tx, dimensions: number): Promise<void> {
  if (!hasNearIndex(dimensions)) return;
  const name = nearIndexOf(dimensions);
  const [row] = await tx.rows<{ found: boolean }>(findIndex, [name]);
  if (row?.found === true) return;
  const length = String(dimensions);
  await tx.rows({
    name: `memory.create-${name}`,
    text: `
      create index if not exists ${name} on memory_embeddings
        using hnsw ((embedding::halfvec(${length})) halfvec_cosine_ops) with (ef_construction = 128)
        where (dimensions = ${length} and settled)`,
  });
}
