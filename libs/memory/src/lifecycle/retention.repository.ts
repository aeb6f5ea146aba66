import type { RetentionPolicy } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { Place } from '../place.js';
import { dropEntities, nothingDropped, type Dropped } from '../write/drop-entities.js';

/** A day has passed before doubt or weakness counts: what was just learned gets its chance. */
const graceDays = 1;

/** When an entity was last written or went into an answer. */
const touched = `
  cross join lateral (
    select greatest(m.updated_at, max(u.used_at)) as at from memory_uses u
    where u.entity_id = m.id) touched`;

/** After so many there is nothing left to tell apart, and beyond a thousand no number so small: Postgres refuses then. */
const mostHalvings = 500;

/** What is left of its strength: it halves in so many days without being written or used. */
const strength = (halfLife: string): string => `
  m.strength * power(0.5, least(${String(mostHalvings)}, coalesce(
    extract(epoch from clock_timestamp() - touched.at) / 86400 / ${halfLife}::float8, 0)))`;

/** A walk along an index that begins with the workspace, one look into it each. */
const walk = (name: string, table: string): string => `
  ${name} (id) as (
    (select workspace_id from ${table} order by workspace_id limit 1)
    union all
    select (select t.workspace_id from ${table} t where t.workspace_id > ${name}.id
      order by t.workspace_id limit 1)
    from ${name} where ${name}.id is not null)`;

/**
 * Of a workspace that remembers nothing itself there may be uses of global memories, and retractions of
 * what was forgotten since. Indexes memory_entities_name, memory_uses_old and memory_retractions_old.
 */
const listWorkspaces: Statement = {
  name: 'memory.list-workspaces',
  text: `
    with recursive ${walk('holding', 'memory_entities')}, ${walk('using_', 'memory_uses')},
      ${walk('retracting', 'memory_retractions')}
    select id from holding where id is not null
    union select id from using_ where id is not null
    union select id from retracting where id is not null order by id`,
};

/** Index memory_entities_idle. Of two sweepers each takes its own. */
const dropFaded: Statement = {
  name: 'memory.drop-faded',
  text: dropEntities(`
    delete from memory_entities where id in (
      select m.id from memory_entities m ${touched}
      where m.workspace_id = $1 and not m.pinned
        and m.updated_at < clock_timestamp() - interval '${String(graceDays)} day'
        and (touched.at < clock_timestamp() - $2::int * interval '1 day'
          or touched.at < clock_timestamp() - interval '${String(graceDays)} day'
            and (m.confidence < $3 or ${strength('$5')} < $4))
      order by m.updated_at limit $6 for update of m skip locked)
    returning id`),
};

/** Index memory_entities_recent. */
const findCrowded: Statement = {
  name: 'memory.find-crowded',
  text: `
    select place, count(*)::int - $2::int as excess from memory_entities
    where workspace_id = $1 and state = 'current' group by place having count(*) > $2::int
    order by place`,
};

/** The weakest first, of equals the one that was not touched for longest. */
const dropWeakest: Statement = {
  name: 'memory.drop-weakest',
  text: dropEntities(`
    delete from memory_entities where id in (
      select m.id from memory_entities m ${touched}
      where m.workspace_id = $1 and m.place = $2 and m.state = 'current' and not m.pinned
      order by m.confidence * ${strength('$3')}, touched.at, m.id
      limit $4 for update of m skip locked)
    returning id`),
};

/** Every workspace that remembers something, the shared one of global memories included. */
export async function listRememberingWorkspaces(tx: Tx): Promise<string[]> {
  return (await tx.rows<{ id: string }>(listWorkspaces)).map(({ id }) => id);
}

/** Deletes what is too old, too doubtful or too weak; `limit` entities at most. */
export async function dropFadedEntities(
  tx: Tx,
  workspace: string,
  policy: RetentionPolicy,
  limit: number,
): Promise<Dropped> {
  const { max_age_days, min_confidence, min_strength, strength_half_life_days } = policy;
  const rules = [max_age_days, min_confidence, min_strength, strength_half_life_days];
  return drop(tx, dropFaded, [workspace, ...rules, limit]);
}

/** Places that hold more than so many entities, and how many more. */
export async function findCrowdedPlaces(
  tx: Tx,
  workspace: string,
  most: number,
): Promise<{ place: Place; excess: number }[]> {
  return tx.rows<{ place: Place; excess: number }>(findCrowded, [workspace, most]);
}

/** Deletes what counts least in a place. */
export async function dropWeakestEntities(
  tx: Tx,
  workspace: string,
  place: Place,
  { halfLife, limit }: { readonly halfLife: number | null; readonly limit: number },
): Promise<Dropped> {
  return drop(tx, dropWeakest, [workspace, place, halfLife, limit]);
}

async function drop(tx: Tx, statement: Statement, values: readonly unknown[]): Promise<Dropped> {
  const [row] = await tx.rows<Dropped & Record<string, unknown>>(statement, values);
  return row ?? nothingDropped;
}
