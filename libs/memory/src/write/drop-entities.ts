/**
 * SQL that deletes what `entities` deletes and gives the ids of, with everything that hangs on it: facts,
 * what they were derived from, vectors, uses, relations with their history, uses and retractions. Gives how many
 * `entities` and `relations` went.
 */
export function dropEntities(entities: string): string {
  return `
    with gone as (${entities}),
    facts as (
      delete from memory_observations o using gone where o.entity_id = gone.id returning o.id),
    derivations as (
      delete from memory_derivations d using facts
      where d.observation_id = facts.id or d.from_id = facts.id),
    before as (delete from memory_retracted_facts f using facts where f.observation_id = facts.id),
    vectors as (delete from memory_embeddings v using gone where v.entity_id = gone.id),
    uses as (delete from memory_uses u using gone where u.entity_id = gone.id),
    links as (
      delete from memory_relations r
      where r.from_id in (select id from gone) or r.to_id in (select id from gone)
      returning r.id),
    versions as (delete from memory_relation_versions v using links where v.relation_id = links.id),
    taken as (delete from memory_retracted_relations f using links where f.relation_id = links.id),
    along as (delete from memory_relation_uses u using links where u.relation_id = links.id)
    select (select count(*)::int from gone) as entities,
      (select count(*)::int from facts) as facts,
      (select count(*)::int from links) as relations`;
}

/** What went. */
export interface Dropped {
  readonly entities: number;
  readonly facts: number;
  readonly relations: number;
}

export const nothingDropped: Dropped = { entities: 0, facts: 0, relations: 0 };
