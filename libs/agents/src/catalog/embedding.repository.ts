import { toSql } from 'pgvector';
import type { Statement, Tx } from '#platform';

/** What the model cannot compare yet: no vector, or one of another model. */
const findUnembedded: Statement = {
  name: 'agents.find-unembedded',
  text: `
    select name, description from capabilities
    where workspace_id = $1 and name = any($2::text[]) and fingerprint is distinct from $3
    order by name`,
};

/** A description that changed while its vector was made keeps none. */
const storeEmbedding: Statement = {
  name: 'agents.store-embedding',
  text: `
    update capabilities set embedding = $4::vector, fingerprint = $5
    where workspace_id = $1 and name = $2 and description = $3`,
};

/**
 * Nearest by cosine, only among vectors of one model. There are hundreds of capabilities, not
 * millions: looking at each takes less than a millisecond and finds the true nearest, so there is no
 * approximate index.
 */
const findNearest: Statement = {
  name: 'agents.find-nearest',
  text: `
    select name, 1 - (embedding <=> $3::vector) as similarity from capabilities
    where workspace_id = $1 and name = any($2::text[]) and fingerprint = $4
      and 1 - (embedding <=> $3::vector) >= $5
    order by embedding <=> $3::vector, name limit $6`,
};

export interface Unembedded {
  readonly name: string;
  readonly description: string;
}

export async function findCapabilitiesToEmbed(
  tx: Tx,
  names: readonly string[],
  fingerprint: string,
): Promise<Unembedded[]> {
  return tx.rows<Unembedded & Record<string, unknown>>(findUnembedded, [
    tx.caller.workspace,
    names,
    fingerprint,
  ]);
}

export async function keepEmbedding(
  tx: Tx,
  { name, description }: Unembedded,
  vector: Float32Array,
  fingerprint: string,
): Promise<void> {
  await tx.rows(storeEmbedding, [
    tx.caller.workspace,
    name,
    description,
    toSql([...vector]),
    fingerprint,
  ]);
}

/** What is looked for, and how near it has to be. */
export interface NearestQuery {
  readonly vector: Float32Array;
  readonly fingerprint: string;
  readonly minSimilarity: number;
  readonly limit: number;
}

export async function findNearestCapabilities(
  tx: Tx,
  names: readonly string[],
  { vector, fingerprint, minSimilarity, limit }: NearestQuery,
): Promise<{ name: string; similarity: number }[]> {
  return tx.rows<{ name: string; similarity: number }>(findNearest, [
    tx.caller.workspace,
    names,
    toSql([...vector]),
    fingerprint,
    minSimilarity,
    limit,
  ]);
}
