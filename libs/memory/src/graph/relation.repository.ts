import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { everyWorkspace, workspaceOf, type Place } from '../place.js';

/** What a new relation is as far as nobody says it. */
const unsaid = { strength: 0.5, confidence: 1 };

/** Ends of a relation by name; index memory_entities_name. */
const findEnds: Statement = {
  name: 'memory.find-ends',
  text: `
    select id, name from memory_entities
    where workspace_id = $1 and place = $2 and name = any($3::text[]) and state = 'current'`,
};

/** Said again, a relation keeps what is not named this time; index memory_relations_once. */
const relate: Statement = {
  name: 'memory.relate',
  text: `
    insert into memory_relations as r
      (id, workspace_id, place, from_id, to_id, type, strength, confidence, bidirectional, metadata,
       created_by, source_message_id)
    values ($1, $2, $3, $4, $5, $6, coalesce($7::real, ${String(unsaid.strength)}),
      coalesce($8::real, $13::real, ${String(unsaid.confidence)}), coalesce($9::boolean, false), $10, $11, $12)
    on conflict (from_id, to_id, type) do update set
      strength = coalesce($7::real, r.strength), confidence = coalesce($8::real, r.confidence),
      bidirectional = coalesce($9::boolean, r.bidirectional),
      metadata = r.metadata || excluded.metadata, updated_at = clock_timestamp()
    returning id, strength, confidence, bidirectional, metadata, created_at, updated_at,
      (xmax = 0) as created`,
};

/**
 * Outward from one entity, level by level. A level holds each entity once, so a dense graph costs its
 * size times the depth and not the number of its paths. Both ends have an index
 * (memory_relations_once, memory_relations_to).
 */
const walk: Statement = {
  name: 'memory.walk',
  text: `
    with recursive reached (id, depth) as (
      select m.id, 0 from memory_entities m
      where m.workspace_id in ($1, '${everyWorkspace}') and m.place = any($2::text[])
        and m.name = $3 and m.state = 'current'
      union
      select step.id, reached.depth + 1 from reached cross join lateral (
        select r.to_id as id from memory_relations r
        where r.from_id = reached.id and r.strength >= $5 and ($6::text[] is null or r.type = any($6))
        union all
        select r.from_id from memory_relations r
        where r.to_id = reached.id and (r.bidirectional or $7::boolean)
          and r.strength >= $5 and ($6::text[] is null or r.type = any($6))
      ) step
      where reached.depth < $4
    ), nodes as (
      select id, min(depth) as depth from reached group by id order by min(depth), id limit $8)
    select m.id, m.name, m.type, m.place, m.content, nodes.depth
    from nodes join memory_entities m on m.id = nodes.id
    where m.state = 'current' and m.place = any($2::text[])
    order by nodes.depth, m.name`,
};

/** Relations among entities that were reached. */
const findEdges: Statement = {
  name: 'memory.find-edges',
  text: `
    select r.from_id, r.to_id, r.type, r.strength, r.confidence, r.bidirectional
    from memory_relations r
    where r.from_id = any($1::text[]) and r.to_id = any($1::text[])
      and r.strength >= $2 and ($3::text[] is null or r.type = any($3))
    order by r.from_id, r.to_id, r.type`,
};

/** A relation on its way into memory. */
export interface NewRelation {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly type: string;
  /** 0 to 1. @default what is known, or 0.5 */
  readonly strength?: number | undefined;
  /** 0 to 1. @default what is known, or 1 */
  readonly confidence?: number | undefined;
  /** Of a relation that is new, when `confidence` is not said. 0 to 1. @default 1 */
  readonly firstConfidence?: number | undefined;
  /** @default what is known, or false */
  readonly bidirectional?: boolean | undefined;
  readonly metadata: JsonObject;
}

export interface RelationRow {
  readonly id: string;
  readonly strength: number;
  readonly confidence: number;
  readonly bidirectional: boolean;
  /** What was said of it, this time and before. */
  readonly metadata: JsonObject;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly created: boolean;
}

/** How far and along what a graph is walked. */
export interface WalkTerms {
  readonly depth: number;
  readonly minStrength: number;
  readonly types?: readonly string[] | undefined;
  /** Also against the direction of relations. */
  readonly bothWays: boolean;
  /** Entities at most. */
  readonly limit: number;
}

export interface NodeRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly place: Place;
  readonly content: string;
  readonly depth: number;
}

export interface EdgeRow {
  readonly from_id: string;
  readonly to_id: string;
  readonly type: string;
  readonly strength: number;
  readonly confidence: number;
  readonly bidirectional: boolean;
}

export async function findRelationEnds(
  tx: Tx,
  place: Place,
  names: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(findEnds, [
    workspaceOf(place, tx.caller.workspace),
    place,
    names,
  ]);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

export async function storeRelation(
  tx: Tx,
  place: Place,
  relation: NewRelation,
  source: { readonly by: string; readonly messageId?: string | undefined },
): Promise<RelationRow> {
  const [row] = await tx.rows<RelationRow & Record<string, unknown>>(relate, [
    relation.id,
    workspaceOf(place, tx.caller.workspace),
    place,
    relation.fromId,
    relation.toId,
    relation.type,
    relation.strength ?? null,
    relation.confidence ?? null,
    relation.bidirectional ?? null,
    relation.metadata,
    source.by,
    source.messageId ?? null,
    relation.firstConfidence ?? null,
  ]);
  if (row === undefined) throw new Error('An upsert gave no row.');
  return row;
}

export async function walkFrom(
  tx: Tx,
  places: readonly Place[],
  root: string,
  terms: WalkTerms,
): Promise<NodeRow[]> {
  return tx.rows<NodeRow & Record<string, unknown>>(walk, [
    tx.caller.workspace,
    places,
    root,
    terms.depth,
    terms.minStrength,
    terms.types ?? null,
    terms.bothWays,
    terms.limit,
  ]);
}

export async function findEdgesAmong(
  tx: Tx,
  ids: readonly string[],
  { minStrength, types }: Pick<WalkTerms, 'minStrength' | 'types'>,
): Promise<EdgeRow[]> {
  return tx.rows<EdgeRow & Record<string, unknown>>(findEdges, [ids, minStrength, types ?? null]);
}
