import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';
import type { ObservationState } from '../write/known-memory.js';

/** A fact with the entity that it is about. */
export interface Fact {
  readonly id: string;
  readonly entity_id: string;
  readonly name: string;
  readonly type: string;
  readonly place: Place;
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
  /** It was learned in a turn that had read content from outside, and no person has cleared it. */
  readonly tainted: boolean;
}

/** What of a fact and of its entity every list of facts shows. */
export const factColumns = `
  o.id, o.entity_id, m.name, m.type, m.place, o.content, o.predicate, o.confidence, o.state,
  o.superseded_by, o.valid_from, o.valid_to, o.created_by, o.source_message_id, o.created_at,
  o.tainted`;

/** Where facts may be read. Only what keeps facts right looks everywhere; what answers people never does. */
export type Sight = readonly Place[] | typeof everywhere;

/** Every place of the caller's workspace, and the global one. */
export const everywhere = null;

/** Facts out of sight are as if they were not there. */
export const inSight = `
  m.workspace_id in ($1, '${everyWorkspace}') and ($2::text[] is null or m.place = any($2))`;

/** Index memory_observations_pk. */
const findFactsById: Statement = {
  name: 'memory.find-facts',
  text: `
    select ${factColumns} from memory_observations o join memory_entities m on m.id = o.entity_id
    where o.id = any($3::text[]) and ${inSight} order by o.id`,
};

/** Those of one entity that answered the same question before or after; index memory_observations_of. */
const findSuperseded: Statement = {
  name: 'memory.find-superseded',
  text: `
    select ${factColumns} from memory_observations o join memory_entities m on m.id = o.entity_id
    where o.entity_id = $3 and o.superseded_by = $4 and ${inSight} order by o.id`,
};

/** Index memory_derivations_pk. */
const findOrigins: Statement = {
  name: 'memory.find-origins',
  text: `
    select ${factColumns} from memory_derivations d
    join memory_observations o on o.id = d.from_id join memory_entities m on m.id = o.entity_id
    where d.observation_id = $3 and ${inSight} order by o.id`,
};

/** Whatever follows from a fact, however indirectly, each once; index memory_derivations_from. */
const findConsequences: Statement = {
  name: 'memory.find-consequences',
  text: `
    with recursive derived (id) as (
      select d.observation_id from memory_derivations d where d.from_id = any($3::text[])
      union
      select d.observation_id from memory_derivations d join derived on d.from_id = derived.id)
    select ${factColumns} from derived
    join memory_observations o on o.id = derived.id join memory_entities m on m.id = o.entity_id
    where ${inSight} and o.id <> all($3::text[]) order by o.id limit $4`,
};

/** Those of the nearest place that knows the name; indexes memory_entities_name, memory_observations_of. */
const findStanding: Statement = {
  name: 'memory.find-standing',
  text: `
    select o.id from memory_observations o
    where o.state in ('current', 'review') and o.entity_id = (
      select m.id from memory_entities m where m.name = $3 and ${inSight}
      order by array_position($2::text[], m.place) limit 1)
    order by o.id`,
};

/** Ids of the facts about an entity that hold or wait. */
export async function findStandingFacts(
  tx: Tx,
  places: readonly Place[],
  name: string,
): Promise<string[]> {
  const values = [tx.caller.workspace, places, name];
  return (await tx.rows<{ id: string }>(findStanding, values)).map(({ id }) => id);
}

export async function findFacts(tx: Tx, places: Sight, ids: readonly string[]): Promise<Fact[]> {
  return rows(tx, findFactsById, [places, ids]);
}

/** Facts that gave way to this one. */
export async function findFactsSupersededBy(
  tx: Tx,
  places: Sight,
  { entity_id, id }: Fact,
): Promise<Fact[]> {
  return rows(tx, findSuperseded, [places, entity_id, id]);
}

/** What a fact was derived from. */
export async function findFactOrigins(tx: Tx, places: Sight, id: string): Promise<Fact[]> {
  return rows(tx, findOrigins, [places, id]);
}

/** What was derived from facts, and from that, and so on. */
export async function findDerivedFacts(
  tx: Tx,
  places: Sight,
  ids: readonly string[],
  limit: number,
): Promise<Fact[]> {
  return rows(tx, findConsequences, [places, ids, limit]);
}

async function rows(tx: Tx, statement: Statement, values: readonly unknown[]): Promise<Fact[]> {
  return tx.rows<Fact & Record<string, unknown>>(statement, [tx.caller.workspace, ...values]);
}
