const retraction = `
  memory_retracted_facts f join memory_retractions x on x.id = f.retraction_id`;

/** Whether a retraction, undone since, had taken the fact `o` back all of the time; index memory_retracted_facts_of. */
const wasAway = (from: string, to: string): string => `
  exists (select from ${retraction}
    where f.observation_id = o.id and f.role <> 'restored'
      and x.created_at <= ${from} and x.undone_at > ${to})`;

/** Whether the fact `o` held again within the time because the one it had given way to was away. */
const wasBack = (from: string, to: string): string => `
  exists (select from ${retraction}
    where f.observation_id = o.id and f.role = 'restored'
      and x.created_at <= ${to} and x.undone_at > ${from}
      and not exists (
        select from memory_retracted_facts g join memory_observations p on p.id = g.observation_id
        where g.retraction_id = x.id and g.role = 'restored' and p.entity_id = o.entity_id
          and p.predicate = o.predicate and (p.valid_from, p.id) > (o.valid_from, o.id)))`;

/** Whether the fact `o` was known, and held, at some time of a span. What is taken back now is told of no time. */
export const heldWithin = (from: string, to: string): string => `
  (o.state in ('current', 'superseded') and o.created_at <= ${to} and o.valid_from <= ${to}
    and (((o.valid_to is null or o.valid_to > ${from}) and not ${wasAway(from, to)})
      or ${wasBack(from, to)}))`;

/** Whether all that is told of the entity `m` had been taken back all of the time, which was undone since. */
export const wasEntityAway = (from: string, to: string): string => `
  (exists (select from memory_observations o where o.entity_id = m.id and ${wasAway(from, to)})
    and not exists (
      select from memory_observations o where o.entity_id = m.id and ${heldWithin(from, to)}))`;
