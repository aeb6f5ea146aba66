import type { Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';
import type { RecallQuery } from '../recall/recall-query.js';
import { inEachMode, modeOf } from './relation-time.js';

/**
 * Asked like this Postgres looks entities up in a table that it makes once. Else it would look, for each entity,
 * for a relation to each of the others.
 */
const isReached = `(s.to_id in (select id from nodes)) is true`;

const fits = `s.strength >= $5 and ($6::text[] is null or s.type = any($6))`;

/**
 * From one entity, level by level. A level holds each entity once, so a dense graph costs its size times the
 * depth and not the number of its paths. Both ends have an index (memory_relations_once,
 * memory_relations_to). Each entity comes with the relations that go out from it to others of the graph.
 */
const walk = inEachMode(
  'memory.walk',
  10,
  ({ relations, isEntityIn, isEntityKnown, content }) => `
    with recursive reached (id, depth) as (
      select m.id, 0 from memory_entities m
      where m.workspace_id in ($1, '${everyWorkspace}') and m.place = any($2::text[])
        and m.name = $3 and m.state = 'current' and ${isEntityKnown}
      union
      select step.id, reached.depth + 1 from reached cross join lateral (
        select s.to_id as id from (${relations('r.from_id = reached.id')}) s
        where ($7::boolean or s.bidirectional) and ${fits}
        union all
        select s.from_id from (${relations('r.to_id = reached.id')}) s
        where ($8::boolean or s.bidirectional) and ${fits}
      ) step
      join memory_entities m on m.id = step.id
      where reached.depth < $4 and m.workspace_id in ($1, '${everyWorkspace}')
        and m.place = any($2::text[]) and m.state = 'current'
        and ${isEntityIn}
    ), nodes as materialized (
      select id, min(depth) as depth from reached group by id order by min(depth), id limit $9)
    select m.id, m.name, m.type, m.place, ${content} as content, nodes.depth,
      (select coalesce(json_agg(json_build_object('id', s.id, 'from_id', s.from_id,
          'to_id', s.to_id, 'type', s.type, 'strength', s.strength, 'confidence', s.confidence,
          'bidirectional', s.bidirectional, 'valid_from', s.valid_from, 'valid_to', s.valid_to)
          order by s.to_id, s.type), '[]')
        from (${relations('r.from_id = m.id')}) s
        where ${isReached} and ${fits}) as edges
    from nodes join memory_entities m on m.id = nodes.id
    order by nodes.depth, m.name`,
);

/** The ways that relations are followed: as they point, against that, or both. */
export type Direction = 'outgoing' | 'incoming' | 'both';

/** How far and along what a graph is walked. */
export interface WalkTerms {
  readonly depth: number;
  readonly minStrength: number;
  readonly types?: readonly string[] | undefined;
  readonly direction: Direction;
  /** Entities at most. */
  readonly limit: number;
  /** `all`: also what no longer holds. Instants: as it was then, or at some time between. @default what holds now */
  readonly at?: RecallQuery['at'];
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
  readonly id: string;
  readonly from_id: string;
  readonly to_id: string;
  readonly type: string;
  readonly strength: number;
  readonly confidence: number;
  readonly bidirectional: boolean;
  /** RFC 3339. */
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

/** The entities that can be reached, each with the relations that go out from it. */
export async function walkFrom(
  tx: Tx,
  places: readonly Place[],
  root: string,
  { at, direction, ...terms }: WalkTerms,
): Promise<(NodeRow & { readonly edges: readonly EdgeRow[] })[]> {
  const { mode, ends } = modeOf(at);
  return tx.rows(walk[mode], [
    ...[tx.caller.workspace, places, root, terms.depth, terms.minStrength, terms.types ?? null],
    ...[direction !== 'incoming', direction !== 'outgoing', terms.limit],
    ...ends,
  ]);
}
