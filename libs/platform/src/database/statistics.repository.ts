import type { Statement, Tx } from './tx.js';

/**
 * Own tables that have outgrown what the planner knows of them. A statement that was planned while its
 * table was empty keeps its plan until somebody analyzes: there every index is as good as any other, and
 * a commit read all messages of the workspace to find its own (half the turns per second at 5,000 messages
 * on the embedded server, which has no autovacuum; up to a minute on a Postgres that has).
 */
const findGrown: Statement = {
  name: 'statistics.find-grown',
  text: `
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = current_schema() and pg_has_role(c.relowner, 'USAGE')
      and pg_relation_size(c.oid) / current_setting('block_size')::int > greatest(2 * c.relpages, 3)`,
};

/** Lets Postgres count anew the tables that have doubled since it last did. Gives their names. */
export async function analyzeGrown(tx: Tx): Promise<string[]> {
  const grown = await tx.rows<{ name: string }>(findGrown);
  for (const { name } of grown) {
    // Whoever analyzes it already, a neighbour or autovacuum, is not waited for.
    await tx.rows({ name: `statistics.analyze-${name}`, text: `analyze (skip_locked) ${name}` });
  }
  return grown.map(({ name }) => name);
}
