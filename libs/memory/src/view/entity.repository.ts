import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';
import type { ObservationState } from '../write/known-memory.js';

/** Index memory_entities_name. The nearest place goes first when several hold the name. */
const findEntity: Statement = {
  name: 'memory.find-entity',
  text: `
    select id, place, name, type, confidence, strength, version, pinned, metadata, created_by,
      created_at, updated_at, valid_from, valid_to
    from memory_entities
    where workspace_id in ($1, '${everyWorkspace}') and place = any($2::text[]) and name = $3
      and state = 'current'
    order by array_position($2::text[], place) limit 1`,
};

/** Index memory_observations_of. */
const findObservations: Statement = {
  name: 'memory.find-observations',
  text: `
    select id, content, predicate, confidence, state, superseded_by, valid_from, valid_to,
      created_by, source_message_id, created_at, tainted
    from memory_observations where entity_id = $1 order by id`,
};

export interface EntityRow {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  readonly type: string;
  readonly confidence: number;
  readonly strength: number;
  readonly version: number;
  readonly pinned: boolean;
  readonly metadata: JsonObject;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
}

export interface ObservationRow {
  readonly id: string;
  readonly content: string;
  readonly predicate: string | null;
  readonly confidence: number;
  readonly state: ObservationState;
  readonly superseded_by: string | null;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly created_by: string;
  readonly source_message_id: string | null;
  readonly created_at: Date;
  readonly tainted: boolean;
}

export async function readEntity(
  tx: Tx,
  places: readonly Place[],
  name: string,
): Promise<{ entity: EntityRow; observations: ObservationRow[] } | undefined> {
  const [entity] = await tx.rows<EntityRow & Record<string, unknown>>(findEntity, [
    tx.caller.workspace,
    places,
    name,
  ]);
  if (entity === undefined) return undefined;
  const observations = await tx.rows<ObservationRow & Record<string, unknown>>(findObservations, [
    entity.id,
  ]);
  return { entity, observations };
}
