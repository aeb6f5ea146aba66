import type { Statement, Tx } from '#platform';
import { heldWithin } from './past-facts.js';
import type { Ends } from './time-span.js';

/** The facts of entities that held at some time of a span; index memory_observations_of. */
const readPast: Statement = {
  name: 'memory.read-past',
  text: `
    select o.entity_id as id, string_agg(o.content, E'\\n' order by o.id) as content
    from memory_observations o
    where o.entity_id = any($1::text[]) and ${heldWithin('$2::timestamptz', '$3::timestamptz')}
    group by o.entity_id`,
};

/** What was known of each entity then; those of which nothing was are left out. */
export async function readPastContent(
  tx: Tx,
  ids: readonly string[],
  [from, to]: Ends,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; content: string }>(readPast, [ids, from, to]);
  return new Map(rows.map(({ id, content }) => [id, content]));
}
