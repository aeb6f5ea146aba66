import type { Statement, Tx } from '#platform';

/** A fact that a later retraction took back again can still be put back by undoing that one. */
const isTakenBackLater = `
  exists (
    select from memory_retracted_facts later join memory_retractions r on r.id = later.retraction_id
    where later.observation_id = f.observation_id and later.role in ('named', 'derived')
      and r.undone_at is null and r.id not in (select id from old))`;

/**
 * Retractions of long ago, with what they took back and what hangs on it. One that took back a fact of
 * something pinned stays. Indexes memory_retractions_old, memory_retracted_facts_pk and _of, and those of
 * memory_retracted_relations.
 */
const dropRetractions: Statement = {
  name: 'memory.drop-retractions',
  text: `
    with old as (
      select r.id, r.undone_at from memory_retractions r
      where r.workspace_id = $1 and r.created_at < clock_timestamp() - $2::int * interval '1 day'
        and not exists (
          select from memory_retracted_facts f join memory_observations o on o.id = f.observation_id
          join memory_entities m on m.id = o.entity_id where f.retraction_id = r.id and m.pinned)
        and not exists (
          select from memory_retracted_relations f join memory_relations l on l.id = f.relation_id
          join memory_entities m on m.id in (l.from_id, l.to_id)
          where f.retraction_id = r.id and m.pinned)
      order by r.created_at limit $3 for update of r skip locked),
    gone as (delete from memory_retractions r using old where r.id = old.id returning r.id),
    facts as (
      delete from memory_observations o where o.state = 'retracted' and o.id in (
        select f.observation_id from memory_retracted_facts f join old on old.id = f.retraction_id
        where old.undone_at is null and f.role in ('named', 'derived') and not ${isTakenBackLater})
      returning o.id),
    derivations as (
      delete from memory_derivations d using facts
      where d.observation_id = facts.id or d.from_id = facts.id),
    before as (
      delete from memory_retracted_facts f
      where f.retraction_id in (select id from old) or f.observation_id in (select id from facts)),
    links as (
      delete from memory_relations l using memory_retracted_relations f, old
      where f.retraction_id = old.id and l.id = f.relation_id and old.undone_at is null
        and l.state = 'retracted' and l.changed_at = f.retracted_at
      returning l.id),
    versions as (delete from memory_relation_versions v using links where v.relation_id = links.id),
    uses as (delete from memory_relation_uses u using links where u.relation_id = links.id),
    ended as (
      delete from memory_retracted_relations f
      where f.retraction_id in (select id from old) or f.relation_id in (select id from links))
    select count(*)::int as count from gone`,
};

/** Deletes retractions of more than so many days ago; `limit` at most. Gives how many. */
export async function dropOldRetractions(tx: Tx, days: number, limit: number): Promise<number> {
  const values = [tx.caller.workspace, days, limit];
  const [row] = await tx.rows<{ count: number }>(dropRetractions, values);
  return row?.count ?? 0;
}
