import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';
import { everywhere, factColumns, inSight, type Fact } from './fact.repository.js';
import type { FactChange } from './plan-retraction.js';

/** In the order of ids, so that two corrections never wait for each other. */
const lockEntities: Statement = {
  name: 'memory.lock-by-id',
  text: `
    select id from memory_entities
    where id = any($2::text[]) and workspace_id in ($1, '${everyWorkspace}')
    order by id for update`,
};

/** Index memory_observations_of. */
const findSupersededByAny: Statement = {
  name: 'memory.find-superseded-by-any',
  text: `
    select ${factColumns} from memory_observations o join memory_entities m on m.id = o.entity_id
    where o.entity_id = any($3::text[]) and o.superseded_by = any($4::text[])
      and o.state = 'superseded' and ${inSight}`,
};

/** Index memory_observations_of. */
const findHolding: Statement = {
  name: 'memory.find-holding',
  text: `
    select ${factColumns} from memory_observations o join memory_entities m on m.id = o.entity_id
    where o.entity_id = any($3::text[]) and o.state = 'current' and ${inSight} order by o.id`,
};

const change: Statement = {
  name: 'memory.change-facts',
  text: `
    update memory_observations o set
      state = n.state, superseded_by = n.superseded_by,
      review_reason = case
        when n.state = 'review' then coalesce(n.reason, o.review_reason)
        when n.state <> 'current' then o.review_reason
      end,
      valid_to = case
        when n.dated then n.valid_to
        when n.state in ('retracted', 'superseded') then coalesce(o.valid_to, clock_timestamp())
      end
    from jsonb_to_recordset($2::jsonb)
      as n(id text, state text, superseded_by text, dated boolean, valid_to timestamptz,
        reason text)
    where o.id = n.id and o.workspace_id in ($1, '${everyWorkspace}')`,
};

export async function lockEntitiesOf(tx: Tx, facts: readonly Fact[]): Promise<void> {
  await tx.rows(lockEntities, [tx.caller.workspace, entitiesOf(facts)]);
}

/** Facts that gave way to one of these. */
export async function findFactsThatGaveWay(tx: Tx, to: readonly Fact[]): Promise<Fact[]> {
  const ids = to.map(({ id }) => id);
  const values = [tx.caller.workspace, everywhere, entitiesOf(to), ids];
  return tx.rows<Fact & Record<string, unknown>>(findSupersededByAny, values);
}

/** Everything that holds about the entities of some facts. */
export async function findHoldingBeside(tx: Tx, facts: readonly Fact[]): Promise<Fact[]> {
  const values = [tx.caller.workspace, everywhere, entitiesOf(facts)];
  return tx.rows<Fact & Record<string, unknown>>(findHolding, values);
}

export async function changeFacts(tx: Tx, changes: readonly FactChange[]): Promise<void> {
  if (changes.length === 0) return;
  const dated = changes.map((one) => ({ ...one, dated: one.valid_to !== undefined }));
  await tx.rows(change, [tx.caller.workspace, JSON.stringify(dated)]);
}

/** The entities that facts are about. */
export function entitiesOf(facts: readonly Fact[]): string[] {
  return [...new Set(facts.map(({ entity_id }) => entity_id))].sort();
}
