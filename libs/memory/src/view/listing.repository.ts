import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

/** Of each place the newest, by index memory_entities_recent; facts by memory_observations_of. */
const listEntities: Statement = {
  name: 'memory.list-entities',
  text: `
    select m.*, (extract(epoch from m.updated_at) * 1000000)::bigint::text as micros,
      (select count(*) from memory_observations o
        where o.entity_id = m.id and o.state = 'current')::int as facts
    from unnest($2::text[]) as p(place) cross join lateral (
      select id, place, name, type, confidence, strength, pinned, created_by, created_at, updated_at
      from memory_entities
      where workspace_id = case p.place when 'global' then '${everyWorkspace}' else $1 end
        and place = p.place and state = 'current' and ($3::text is null or type = $3)
        and ($4::bigint is null
          or (updated_at, id) < (timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5::text))
      order by updated_at desc, id desc limit $6) m
    order by m.updated_at desc, m.id desc limit $6`,
};

/** An entity as lists show it. */
export interface ListedEntity {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  readonly type: string;
  readonly confidence: number;
  readonly strength: number;
  readonly pinned: boolean;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  /** Of `updated_at`, since 1970. */
  readonly micros: string;
  /** How many facts hold. */
  readonly facts: number;
}

/** Which part of a list is wanted. */
export interface ListingPage {
  /** All types, if not given. */
  readonly type?: string | undefined;
  /** The last one of the page before: the microseconds of its last write, and its id. */
  readonly after?: readonly [string, string] | undefined;
  readonly limit: number;
}

/** The entities of some places, those that were written last first. */
export async function findListedEntities(
  tx: Tx,
  places: readonly Place[],
  { type, after, limit }: ListingPage,
): Promise<ListedEntity[]> {
  const values = [
    tx.caller.workspace,
    places,
    type ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit,
  ];
  return tx.rows<ListedEntity & Record<string, unknown>>(listEntities, values);
}
