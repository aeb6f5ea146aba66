import type { Statement, Tx } from '#platform';

/** The facts of entities as they stood at an instant; index memory_observations_of. */
const readPast: Statement = {
  name: 'memory.read-past',
  text: `
    select entity_id as id, string_agg(content, E'\\n' order by id) as content
    from memory_observations
    where entity_id = any($1::text[]) and state in ('current', 'superseded')
      and created_at <= $2::timestamptz and valid_from <= $2::timestamptz
      and (valid_to is null or valid_to > $2::timestamptz)
    group by entity_id`,
};

/** What was known of each entity then; those of which nothing was are left out. */
export async function readContentAsOf(
  tx: Tx,
  ids: readonly string[],
  asOf: string,
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; content: string }>(readPast, [ids, asOf]);
  return new Map(rows.map(({ id, content }) => [id, content]));
}
