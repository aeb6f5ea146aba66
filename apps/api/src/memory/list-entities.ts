import { fieldErrors, type MemoryEntities } from '#protocol';
import type { Caller } from '#platform';
import { scopeOf, type ListedEntity, type MemoryView, type Place } from '#memory';
import type { EntityListOptions } from './memory-queries.js';
import { round } from './memory-views.js';

/** A page of the entities of some places. @throws {ProtocolError} INVALID_REQUEST, of a made-up cursor */
export async function listEntities(
  view: MemoryView,
  caller: Caller,
  places: readonly Place[],
  { entity_type: type, cursor, limit }: Pick<EntityListOptions, 'entity_type' | 'cursor' | 'limit'>,
): Promise<MemoryEntities> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const found = await view.entities(caller, places, { type, after, limit: limit + 1 });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    entities: found.slice(0, limit).map(viewListed),
    next_cursor: last === undefined ? null : `${last.micros}.${last.id}`,
  };
}

function viewListed(entity: ListedEntity): MemoryEntities['entities'][number] {
  return {
    entity_id: entity.id,
    entity_name: entity.name,
    entity_type: entity.type,
    memory_scope: scopeOf(entity.place),
    confidence: round(entity.confidence),
    strength: round(entity.strength),
    pinned: entity.pinned,
    observation_count: entity.facts,
    created_by: entity.created_by,
    created_at: entity.created_at.toISOString(),
    updated_at: entity.updated_at.toISOString(),
  };
}

/** Microseconds, of which Postgres knows so many, and an id. */
function readCursor(cursor: string): readonly [string, string] {
  const [, micros, id] = /^(-?\d{1,17})\.([A-Za-z0-9][A-Za-z0-9._:-]{0,127})$/.exec(cursor) ?? [];
  if (micros !== undefined && id !== undefined) return [micros, id];
  throw fieldErrors('INVALID_REQUEST', [
    { field: 'cursor', rule: 'cursor', message: 'use the next_cursor of the last page' },
  ]);
}
