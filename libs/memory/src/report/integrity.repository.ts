import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';

/** Whatever should never be: relations without ends, versions of none, facts of nothing, an index that is not valid. */
const readIntegrity: Statement = {
  name: 'memory.read-integrity',
  text: `
    select
      (select count(*)::int from memory_relations r
        where r.workspace_id in ($1, '${everyWorkspace}') and (
          not exists (select from memory_entities m where m.id = r.from_id)
          or not exists (select from memory_entities m where m.id = r.to_id)))
      + (select count(*)::int from memory_relation_versions v
        where v.workspace_id in ($1, '${everyWorkspace}')
          and not exists (select from memory_relations r where r.id = v.relation_id))
        as "orphanedRelations",
      (select count(*)::int from memory_observations o
        where o.workspace_id in ($1, '${everyWorkspace}')
          and not exists (select from memory_entities m where m.id = o.entity_id)) as "orphanedFacts",
      (select count(*)::int from memory_entities m
        where m.workspace_id in ($1, '${everyWorkspace}') and m.embedded_as is null
          and m.state = 'current') as unembedded,
      (select coalesce(array_agg(c.relname::text), '{}') from pg_index i
        join pg_class c on c.oid = i.indexrelid
        where c.relname like 'memory\\_%' and not (i.indisvalid and i.indisready)) as "brokenIndexes"`,
};

/** What is wrong with the tables of memory. */
export interface Integrity {
  readonly orphanedRelations: number;
  readonly orphanedFacts: number;
  /** Without a vector so far. */
  readonly unembedded: number;
  readonly brokenIndexes: readonly string[];
}

export async function checkIntegrity(tx: Tx): Promise<Integrity> {
  const [row] = await tx.rows<Integrity & Record<string, unknown>>(readIntegrity, [
    tx.caller.workspace,
  ]);
  if (row === undefined) throw new Error('A statement without conditions gave no row.');
  return row;
}

const answer: Statement = { name: 'memory.answer', text: `select 1` };

/** Rejects when the database does not answer. */
export async function reachDatabase(tx: Tx): Promise<void> {
  await tx.rows(answer);
}
