import { toSql } from 'pgvector';
import type { Statement, Tx } from '#platform';

/** Entities whose vectors are to be made; index memory_entities_unembedded. */
const findUnembedded: Statement = {
  name: 'memory.find-unembedded',
  text: `
    select id, workspace_id, place, name, type, content, version from memory_entities
    where embedded_as is null and ($1::text[] is null or id = any($1)) order by id limit $2`,
};

/** Vectors of content that changed while they were made are not kept. */
const markEmbedded: Statement = {
  name: 'memory.mark-embedded',
  text: `
    update memory_entities set embedded_as = $3 where id = $1 and version = $2 returning id`,
};

const dropVectors: Statement = {
  name: 'memory.drop-vectors',
  text: `delete from memory_embeddings where entity_id = $1 and fingerprint = $2`,
};

const insertVector: Statement = {
  name: 'memory.insert-vector',
  text: `
    insert into memory_embeddings
      (entity_id, fingerprint, chunk, workspace_id, place, dimensions, embedding)
    values ($1, $2, $3, $4, $5, $6, $7::vector)`,
};

/** An entity that has no vectors of its present content. */
export interface UnembeddedEntity {
  readonly id: string;
  readonly workspace_id: string;
  readonly place: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly version: number;
}

export async function findUnembeddedEntities(
  tx: Tx,
  { ids, limit }: { readonly ids?: readonly string[] | undefined; readonly limit: number },
): Promise<UnembeddedEntity[]> {
  return tx.rows<UnembeddedEntity & Record<string, unknown>>(findUnembedded, [ids ?? null, limit]);
}

/** False: the entity has changed meanwhile, and the vectors are of no use. */
export async function storeVectors(
  tx: Tx,
  entity: UnembeddedEntity,
  vectors: readonly Float32Array[],
  fingerprint: string,
): Promise<boolean> {
  const marked = await tx.rows(markEmbedded, [entity.id, entity.version, fingerprint]);
  if (marked.length === 0) return false;
  await tx.rows(dropVectors, [entity.id, fingerprint]);
  for (const [chunk, vector] of vectors.entries()) {
    await tx.rows(insertVector, [
      entity.id,
      fingerprint,
      chunk,
      entity.workspace_id,
      entity.place,
      vector.length,
      toSql([...vector]),
    ]);
  }
  return true;
}
