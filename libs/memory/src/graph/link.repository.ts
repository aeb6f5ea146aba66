import type { Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';
import type { RecallQuery } from '../recall/recall-query.js';
import { inEachMode, modeOf } from './relation-time.js';

/**
 * Relations of some entities to others that are in sight, of each the strongest; a relation is told from both
 * ends, as it points. Indexes memory_relations_once and memory_relations_to.
 */
const findLinksOf = inEachMode(
  'memory.find-links',
  5,
  ({ relations, isEntityIn }) => `
    with ends as (
      select s.from_id as end_id, s.to_id as other, s.* from (
        ${relations('r.from_id = any($3::text[])')}) s
      union all
      select s.to_id, s.from_id, s.* from (
        ${relations('r.to_id = any($3::text[]) and r.from_id <> r.to_id')}) s),
    ranked as (
      select ends.end_id, ends.id, m.name as other, ends.type, ends.strength, ends.confidence,
        ends.bidirectional, ends.valid_from, ends.valid_to, ends.end_id = ends.from_id as is_outgoing,
        row_number() over (
          partition by ends.end_id order by ends.strength desc, m.name, ends.type) as rank
      from ends join memory_entities m on m.id = ends.other
      where m.workspace_id in ($1, '${everyWorkspace}') and m.place = any($2::text[])
        and m.state = 'current' and ${isEntityIn})
    select end_id, id, other, type, strength, confidence, bidirectional, valid_from, valid_to,
      is_outgoing
    from ranked
    where rank <= $4 order by end_id, rank`,
);

/** How an entity stands to another one. */
export interface Link {
  /** Of the relation. */
  readonly id: string;
  /** The name of the other one. */
  readonly other: string;
  /** Whether it goes out from the entity; else it comes in. */
  readonly is_outgoing: boolean;
  readonly type: string;
  readonly strength: number;
  readonly confidence: number;
  readonly bidirectional: boolean;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
}

/** Which relations are wanted. */
export interface LinkTerms {
  readonly places: readonly Place[];
  readonly ids: readonly string[];
  /** As a search means it. */
  readonly at?: RecallQuery['at'];
}

/** Of each entity the strongest, `limit` at most; none for those that are related to nothing. */
export async function findLinks(
  tx: Tx,
  { places, ids, at }: LinkTerms,
  limit: number,
): Promise<Map<string, Link[]>> {
  const links = new Map<string, Link[]>();
  if (ids.length === 0) return links;
  const { mode, ends } = modeOf(at);
  const rows = await tx.rows<Link & { readonly end_id: string } & Record<string, unknown>>(
    findLinksOf[mode],
    [tx.caller.workspace, places, ids, limit, ...ends],
  );
  for (const { end_id: end, ...link } of rows) links.set(end, [...(links.get(end) ?? []), link]);
  return links;
}
