import type { Statement, Tx } from '#platform';
import type { Section } from './selection.js';
import { entityJson, relationJson } from './record-json.js';

/** In the order of the index memory_entities_name: a page is a range of it, however many there are. */
const entitiesOfPlace: Statement = {
  name: 'memory.export-place',
  text: `
    select m.place, m.name, ${entityJson('$5')} as record from memory_entities m
    where m.workspace_id = $1 and m.place = $2 and m.name > $3 order by m.name limit $4`,
};

/** The same over all places; index memory_entities_name. */
const entitiesOfWorkspace: Statement = {
  name: 'memory.export-workspace',
  text: `
    select m.place, m.name, ${entityJson('$5')} as record from memory_entities m
    where m.workspace_id = $1 and (m.place, m.name) > ($2, $3) and starts_with(m.place, $6)
    order by m.place, m.name limit $4`,
};

/** Ends are told by their names, which are the same on every server; index memory_relations_pk. */
const relations: Statement = {
  name: 'memory.export-relations',
  text: `
    select r.id, ${relationJson('$6')} as record
    from memory_relations r
    join memory_entities f on f.id = r.from_id join memory_entities t on t.id = r.to_id
    where r.workspace_id = $1 and ($2::text is null or r.place = $2) and starts_with(r.place, $3)
      and r.id > $4
    order by r.id limit $5`,
};

const countSection: Statement = {
  name: 'memory.export-count',
  text: `
    select
      (select count(*)::int from memory_entities where workspace_id = $1
        and ($2::text is null or place = $2) and starts_with(place, $3)) as entities,
      (select count(*)::int from memory_relations where workspace_id = $1
        and ($2::text is null or place = $2) and starts_with(place, $3)) as relations`,
};

/** How much there is to move. */
export interface MemoryCounts {
  readonly entities: number;
  readonly relations: number;
}

/** The place and name after which the next page begins. */
export interface EntityCursor {
  readonly place: string;
  readonly name: string;
}

export interface EntityPageTerms {
  readonly after: EntityCursor;
  readonly limit: number;
  readonly withEmbeddings: boolean;
}

export async function readEntityPage(
  tx: Tx,
  { workspace, place, prefix }: Section,
  { after, limit, withEmbeddings }: EntityPageTerms,
): Promise<(EntityCursor & { readonly record: string })[]> {
  return place === undefined
    ? tx.rows(entitiesOfWorkspace, [
        ...[workspace, after.place, after.name, limit],
        ...[withEmbeddings, prefix],
      ])
    : tx.rows(entitiesOfPlace, [workspace, place, after.name, limit, withEmbeddings]);
}

export async function readRelationPage(
  tx: Tx,
  { workspace, place, prefix }: Section,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly id: string; readonly record: string }[]> {
  return tx.rows(relations, [
    ...[workspace, place ?? null, prefix, after, limit],
    tx.caller.workspace,
  ]);
}

export async function countMemories(tx: Tx, sections: readonly Section[]): Promise<MemoryCounts> {
  const sum = { entities: 0, relations: 0 };
  for (const { workspace, place, prefix } of sections) {
    const [row] = await tx.rows<MemoryCounts & Record<string, unknown>>(countSection, [
      ...[workspace, place ?? null, prefix],
    ]);
    sum.entities += row?.entities ?? 0;
    sum.relations += row?.relations ?? 0;
  }
  return sum;
}
