import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';

/**
 * Tells entities anew from the facts that hold; one of which none holds is not found any more, until one
 * does. Vectors of what was told before go at once: nobody is to find a fact that was taken back.
 */
const retell: Statement = {
  name: 'memory.retell',
  text: `
    with told as (
      select m.id, count(o.id) > 0 as holds, m.name,
        coalesce(string_agg(o.content, E'\\n' order by o.id), '') as content
      from memory_entities m
      left join memory_observations o on o.entity_id = m.id and o.state = 'current'
      where m.id = any($2::text[]) and m.workspace_id in ($1, '${everyWorkspace}')
      group by m.id),
    outdated as (delete from memory_embeddings v using told where v.entity_id = told.id)
    update memory_entities m set
      content = n.content,
      words = setweight(to_tsvector('english', translate(n.name, '_-.', '   ') || ' ' || m.type), 'A')
        || to_tsvector('english', n.content) || to_tsvector('simple', n.name || ' ' || n.content),
      state = case when n.holds then 'current' else 'retracted' end,
      version = m.version + 1, embedded_as = null, updated_at = clock_timestamp()
    from told n where m.id = n.id`,
};

/** Composes the content of entities after some of their facts have changed. */
export async function retellEntities(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.rows(retell, [tx.caller.workspace, ids]);
}
