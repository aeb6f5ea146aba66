import type { Statement, Tx } from '#platform';

const daysAgo = `clock_timestamp() - $2::int * interval '1 day'`;

/**
 * Facts that gave way long ago, with what hangs on them. One that was learned as history counts from when it
 * was learned. Index memory_observations_superseded.
 */
const dropSuperseded: Statement = {
  name: 'memory.drop-superseded',
  text: `
    with gone as (
      delete from memory_observations where id in (
        select o.id from memory_observations o join memory_entities m on m.id = o.entity_id
        where o.workspace_id = $1 and o.state = 'superseded'
          and o.valid_to < ${daysAgo} and o.created_at < ${daysAgo} and not m.pinned
        order by o.valid_to limit $3 for update of o skip locked)
      returning id),
    derivations as (
      delete from memory_derivations d using gone
      where d.observation_id = gone.id or d.from_id = gone.id),
    before as (delete from memory_retracted_facts f using gone where f.observation_id = gone.id)
    select count(*)::int as count from gone`,
};

/** What relations were long ago, unless one of their ends is pinned. Index memory_relation_versions_old. */
const dropVersions: Statement = {
  name: 'memory.drop-relation-versions',
  text: `
    with gone as (
      delete from memory_relation_versions where (relation_id, version) in (
        select v.relation_id, v.version from memory_relation_versions v
        join memory_relations r on r.id = v.relation_id
        where v.workspace_id = $1 and v.known_to < ${daysAgo}
          and not exists (
            select from memory_entities m where m.id in (r.from_id, r.to_id) and m.pinned)
        order by v.known_to limit $3 for update of v skip locked)
      returning relation_id)
    select count(*)::int as count from gone`,
};

/**
 * Uses of long ago. The latest of each memory stays: by it is told how long a memory has not been touched.
 * Index memory_uses_old; for the later one memory_uses_pk.
 */
const dropUses: Statement = {
  name: 'memory.drop-uses',
  text: `
    with gone as (
      delete from memory_uses where (entity_id, message_id) in (
        select u.entity_id, u.message_id from memory_uses u
        where u.workspace_id = $1 and u.used_at < ${daysAgo}
          and exists (
            select from memory_uses later where later.entity_id = u.entity_id
              and (later.used_at, later.message_id) > (u.used_at, u.message_id))
        order by u.used_at limit $3 for update of u skip locked)
      returning entity_id)
    select count(*)::int as count from gone`,
};

/** Here the latest tells nothing: no rule takes a relation for unused. Index memory_relation_uses_old. */
const dropRelationUses: Statement = {
  name: 'memory.drop-relation-uses',
  text: `
    with gone as (
      delete from memory_relation_uses where (relation_id, message_id) in (
        select u.relation_id, u.message_id from memory_relation_uses u
        where u.workspace_id = $1 and u.used_at < ${daysAgo}
        order by u.used_at limit $3 for update of u skip locked)
      returning relation_id)
    select count(*)::int as count from gone`,
};

/** Deletes facts that gave way more than so many days ago; `limit` at most. Gives how many. */
export function dropSupersededFacts(tx: Tx, days: number, limit: number): Promise<number> {
  return drop(tx, dropSuperseded, days, limit);
}

/** Deletes versions of relations that were replaced more than so many days ago; `limit` at most. Gives how many. */
export function dropOldVersions(tx: Tx, days: number, limit: number): Promise<number> {
  return drop(tx, dropVersions, days, limit);
}

/** Deletes records of answers that are older than so many days; `limit` at most. Gives how many. */
export function dropOldUses(tx: Tx, days: number, limit: number): Promise<number> {
  return drop(tx, dropUses, days, limit);
}

/** The same of answers that relations led to. */
export function dropOldRelationUses(tx: Tx, days: number, limit: number): Promise<number> {
  return drop(tx, dropRelationUses, days, limit);
}

async function drop(tx: Tx, statement: Statement, days: number, limit: number): Promise<number> {
  const values = [tx.caller.workspace, days, limit];
  const [row] = await tx.rows<{ count: number }>(statement, values);
  return row?.count ?? 0;
}
