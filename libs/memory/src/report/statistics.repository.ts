import type { MemoryScope } from '#protocol';
import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

const inSight = (row: string): string => `
  ${row}.workspace_id in ($1, '${everyWorkspace}')
  and ($2::text[] is null or ${row}.place = any($2))`;

/** Index memory_entities_recent. */
const countEntities: Statement = {
  name: 'memory.statistics-entities',
  text: `
    select split_part(m.place, ':', 1) as scope, count(*)::int as entities,
      count(*) filter (where m.pinned)::int as pinned,
      count(*) filter (where m.embedded_as is null)::int as unembedded,
      array_agg(distinct m.created_by) as writers, sum(pg_column_size(m.*))::float8 as bytes
    from memory_entities m where ${inSight('m')} and m.state = 'current' group by 1`,
};

/** Index memory_relations_place. */
const countRelations: Statement = {
  name: 'memory.statistics-relations',
  text: `
    select split_part(r.place, ':', 1) as scope, count(*)::int as relations
    from memory_relations r where ${inSight('r')} and r.state = 'current' group by 1`,
};

/** Index memory_embeddings_place. */
const countVectors: Statement = {
  name: 'memory.statistics-vectors',
  text: `
    select split_part(v.place, ':', 1) as scope, sum(pg_column_size(v.*))::float8 as bytes
    from memory_embeddings v where ${inSight('v')} group by 1`,
};

/** How much one scope holds. */
export interface ScopeStatistics {
  readonly scope: MemoryScope;
  readonly entities: number;
  readonly relations: number;
  readonly pinned: number;
  readonly unembedded: number;
  /** Who wrote there. */
  readonly writers: readonly string[];
  /** Of entities and vectors, without indexes. */
  readonly bytes: number;
}

type EntityCount = Omit<ScopeStatistics, 'relations'> & Record<string, unknown>;

/** Of these places, or of every place of the workspace: numbers only, no place by its name. */
export async function readStatistics(
  tx: Tx,
  places: readonly Place[] | undefined,
): Promise<ScopeStatistics[]> {
  const values = [tx.caller.workspace, places ?? null];
  const entities = await tx.rows<EntityCount>(countEntities, values);
  const relations = await tx.rows<{ scope: string; relations: number }>(countRelations, values);
  const vectors = await tx.rows<{ scope: string; bytes: number }>(countVectors, values);
  return entities.map((row) => ({
    ...row,
    relations: relations.find(({ scope }) => scope === row.scope)?.relations ?? 0,
    bytes: row.bytes + (vectors.find(({ scope }) => scope === row.scope)?.bytes ?? 0),
  }));
}
