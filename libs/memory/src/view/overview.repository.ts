import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

/** What is in some places; index memory_entities_recent. */
const countEntities: Statement = {
  name: 'memory.count-entities',
  text: `
    select count(*)::int as entities, max(updated_at) as last_updated
    from memory_entities
    where workspace_id in ($1, '${everyWorkspace}') and place = any($2::text[])
      and state = 'current'`,
};

/** Index memory_entities_recent. */
const countEach: Statement = {
  name: 'memory.count-each',
  text: `
    select place, count(*)::int as entities from memory_entities
    where workspace_id in ($1, '${everyWorkspace}') and place = any($2::text[])
      and state = 'current'
    group by place`,
};

/** Index memory_relations_place. */
const countRelations: Statement = {
  name: 'memory.count-relations',
  text: `
    select count(*)::int as relations from memory_relations
    where workspace_id in ($1, '${everyWorkspace}') and place = any($2::text[])
      and state = 'current'`,
};

const countWhole: Statement = {
  name: 'memory.count-whole',
  text: `
    select (select count(*) from memory_entities
        where workspace_id in ($1, '${everyWorkspace}') and state = 'current')::int as entities,
      (select count(*) from memory_relations
        where workspace_id in ($1, '${everyWorkspace}') and state = 'current')::int as relations`,
};

/** Index memory_entities_recent, from its end. */
const findRecent: Statement = {
  name: 'memory.find-recent',
  text: `
    select name, type, confidence, created_at from memory_entities
    where workspace_id in ($1, '${everyWorkspace}') and place = any($2::text[])
      and state = 'current'
    order by updated_at desc, id desc limit $3`,
};

export interface PlaceCounts {
  readonly entities: number;
  readonly relations: number;
  readonly lastUpdated: Date | undefined;
}

export interface RecentRow {
  readonly name: string;
  readonly type: string;
  readonly confidence: number;
  readonly created_at: Date;
}

export async function countPlaces(tx: Tx, places: readonly Place[]): Promise<PlaceCounts> {
  const values = [tx.caller.workspace, places];
  const [entities] = await tx.rows<{ entities: number; last_updated: Date | null }>(
    countEntities,
    values,
  );
  const [relations] = await tx.rows<{ relations: number }>(countRelations, values);
  return {
    entities: entities?.entities ?? 0,
    relations: relations?.relations ?? 0,
    lastUpdated: entities?.last_updated ?? undefined,
  };
}

export async function countWorkspace(tx: Tx): Promise<Pick<PlaceCounts, 'entities' | 'relations'>> {
  const [row] = await tx.rows<{ entities: number; relations: number }>(countWhole, [
    tx.caller.workspace,
  ]);
  return row ?? { entities: 0, relations: 0 };
}

export async function findRecentEntities(
  tx: Tx,
  places: readonly Place[],
  limit: number,
): Promise<RecentRow[]> {
  return tx.rows<RecentRow & Record<string, unknown>>(findRecent, [
    tx.caller.workspace,
    places,
    limit,
  ]);
}

export async function countByPlace(tx: Tx, places: readonly Place[]): Promise<Map<Place, number>> {
  const rows = await tx.rows<{ place: Place; entities: number }>(countEach, [
    tx.caller.workspace,
    places,
  ]);
  return new Map(rows.map(({ place, entities }) => [place, entities]));
}
