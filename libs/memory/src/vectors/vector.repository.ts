import { toSql } from 'pgvector';
import type { Statement, Tx } from '#platform';

const unembedded = 'id, name, type, content, version';

/** Given entities that have no vectors of their present content by this model. */
const findGiven: Statement = {
  name: 'memory.find-given-unembedded',
  text: `
    select ${unembedded} from memory_entities
    where id = any($1::text[]) and embedded_as is distinct from $2 order by id`,
};

/** Those without vectors first, then those of other models; index memory_entities_model. */
const findWaiting: Statement = {
  name: 'memory.find-unembedded',
  text: `
    select * from (
      (select ${unembedded} from memory_entities where embedded_as is null order by id limit $2)
      union all
      (select ${unembedded} from memory_entities where embedded_as < $1
       order by embedded_as, id limit $2)
      union all
      (select ${unembedded} from memory_entities where embedded_as > $1
       order by embedded_as, id limit $2)) waiting
    limit $2`,
};

/**
 * Vectors of content that changed while they were made are not kept. A row that somebody writes to is
 * passed over: its content changes, or it is found again.
 */
const markEmbedded: Statement = {
  name: 'memory.mark-embedded',
  text: `
    with free as (
      select m.id from memory_entities m
      join unnest($1::text[], $2::int[]) as n(id, version) on n.id = m.id and n.version = m.version
      order by m.id for update of m skip locked)
    update memory_entities m set embedded_as = $3 from free where m.id = free.id returning m.id`,
};

/** Also those of earlier models: nobody asks with these any more. */
const dropVectors: Statement = {
  name: 'memory.drop-vectors',
  text: `delete from memory_embeddings where entity_id = any($1::text[])`,
};

const insertVectors: Statement = {
  name: 'memory.insert-vectors',
  text: `
    insert into memory_embeddings
      (entity_id, fingerprint, chunk, workspace_id, place, dimensions, embedding)
    select n.id, $1, n.chunk, m.workspace_id, m.place, $2, n.embedding::vector
    from unnest($3::text[], $4::int[], $5::text[]) as n(id, chunk, embedding)
    join memory_entities m on m.id = n.id`,
};

/**
 * Whether anything has no vectors of a model: the ends of indexes memory_entities_unembedded and
 * memory_entities_model. Asked whether any is smaller, Postgres would read the whole table.
 */
export const anyWaiting = (fingerprint: string): string => `(
  (select id from memory_entities where embedded_as is null order by id limit 1) is not null
  or coalesce((select min(embedded_as) from memory_entities) <> ${fingerprint}, false)
  or coalesce((select max(embedded_as) from memory_entities) <> ${fingerprint}, false))`;

const findAnyWaiting: Statement = {
  name: 'memory.find-any-waiting',
  text: `select ${anyWaiting('$1')} as waiting`,
};

/** An entity that has no vectors of its present content. */
export interface UnembeddedEntity {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly version: number;
}

/** An entity at a version, and the vectors of what it said then. */
export interface EmbeddedEntity {
  readonly id: string;
  readonly version: number;
  readonly vectors: readonly Float32Array[];
}

/** Whether anything has no vectors of this model. */
export async function isAnyWaiting(tx: Tx, fingerprint: string): Promise<boolean> {
  const [row] = await tx.rows<{ waiting: boolean }>(findAnyWaiting, [fingerprint]);
  return row?.waiting ?? false;
}

export async function findUnembeddedEntities(
  tx: Tx,
  fingerprint: string,
  wanted: { readonly ids: readonly string[] } | { readonly limit: number },
): Promise<UnembeddedEntity[]> {
  type Row = UnembeddedEntity & Record<string, unknown>;
  return 'ids' in wanted
    ? tx.rows<Row>(findGiven, [wanted.ids, fingerprint])
    : tx.rows<Row>(findWaiting, [fingerprint, wanted.limit]);
}

/** Gives the ids of those that have their vectors now. The vectors are all of one length. */
export async function storeVectors(
  tx: Tx,
  embedded: readonly EmbeddedEntity[],
  { fingerprint, dimensions }: { readonly fingerprint: string; readonly dimensions: number },
): Promise<string[]> {
  const marked = await tx.rows<{ id: string }>(markEmbedded, [
    embedded.map(({ id }) => id),
    embedded.map(({ version }) => version),
    fingerprint,
  ]);
  const ids = marked.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx.rows(dropVectors, [ids]);
  const kept = new Set(ids);
  const pieces = embedded
    .filter(({ id }) => kept.has(id))
    .flatMap(({ id, vectors }) => vectors.map((vector, chunk) => ({ id, chunk, vector })));
  await tx.rows(insertVectors, [
    fingerprint,
    dimensions,
    pieces.map(({ id }) => id),
    pieces.map(({ chunk }) => chunk),
    pieces.map(({ vector }): unknown => toSql([...vector])),
  ]);
  return ids;
}
