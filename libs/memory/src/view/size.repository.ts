import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

type Selection = (row: string) => string;

const ofWorkspace: Selection = (row) => `${row}.workspace_id in ($1, '${everyWorkspace}')`;
const ofPlace: Selection = (row) => `${ofWorkspace(row)} and ${row}.place = $2`;

/** What the rows of entities, their facts, their vectors and their relations take, without what indexes add. */
function measure(name: string, where: Selection): Statement {
  return {
    name: `memory.measure-${name}`,
    text: `
      select coalesce(sum(bytes), 0)::float8 as bytes from (
        select pg_column_size(m.*) as bytes from memory_entities m where ${where('m')}
        union all
        select pg_column_size(o.*) from memory_entities m
        join memory_observations o on o.entity_id = m.id where ${where('m')}
        union all
        select pg_column_size(e.*) from memory_embeddings e where ${where('e')}
        union all
        select pg_column_size(r.*) from memory_relations r where ${where('r')}) rows`,
  };
}

/** Indexes memory_entities_recent, memory_observations_of, memory_embeddings_place, memory_relations_place. */
const measurePlace = measure('place', ofPlace);
const measureWorkspace = measure('workspace', ofWorkspace);

/** Bytes in a place, or in all of the workspace. */
export async function measureMemory(tx: Tx, place: Place | undefined): Promise<number> {
  const { workspace } = tx.caller;
  const [row] =
    place === undefined
      ? await tx.rows<{ bytes: number }>(measureWorkspace, [workspace])
      : await tx.rows<{ bytes: number }>(measurePlace, [workspace, place]);
  return row?.bytes ?? 0;
}
