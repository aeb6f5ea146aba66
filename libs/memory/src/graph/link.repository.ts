import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

/**
 * Relations of some entities to others that are in sight, of each the strongest; a relation that holds both
 * ways is told from both ends. Indexes memory_relations_once and memory_relations_to.
 */
const findLinksOf: Statement = {
  name: 'memory.find-links',
  text: `
    with ends as (
      select r.from_id as id, r.to_id as other, r.type, r.strength, r.confidence
      from memory_relations r where r.from_id = any($3::text[])
      union all
      select r.to_id, r.from_id, r.type, r.strength, r.confidence
      from memory_relations r where r.to_id = any($3::text[]) and r.bidirectional),
    ranked as (
      select ends.id, m.name as "to", ends.type, ends.strength, ends.confidence,
        row_number() over (
          partition by ends.id order by ends.strength desc, m.name, ends.type) as rank
      from ends join memory_entities m on m.id = ends.other
      where m.workspace_id in ($1, '${everyWorkspace}') and m.place = any($2::text[])
        and m.state = 'current')
    select id, "to", type, strength, confidence from ranked where rank <= $4 order by id, rank`,
};

/** How an entity stands to another one. */
export interface Link {
  /** The name of the other one. */
  readonly to: string;
  readonly type: string;
  readonly strength: number;
  readonly confidence: number;
}

/** Of each entity the strongest, `limit` at most; none for those that are related to nothing. */
export async function findLinks(
  tx: Tx,
  places: readonly Place[],
  ids: readonly string[],
  limit: number,
): Promise<Map<string, Link[]>> {
  const links = new Map<string, Link[]>();
  if (ids.length === 0) return links;
  const rows = await tx.rows<Link & { readonly id: string } & Record<string, unknown>>(
    findLinksOf,
    [tx.caller.workspace, places, ids, limit],
  );
  for (const { id, ...link } of rows) links.set(id, [...(links.get(id) ?? []), link]);
  return links;
}
