import type { Statement, Tx } from '#platform';
import { everyWorkspace, workspaceOf, type Place } from '../place.js';
import type { ObservationState } from '../write/known-memory.js';
import type { FactChange, Role } from './plan-retraction.js';

const columns = 'r.id, r.place, r.reason, r.created_by, r.created_at, r.undone_by, r.undone_at';
const inSight = `r.workspace_id in ($1, '${everyWorkspace}') and r.place = any($2::text[])`;

const insertRetraction: Statement = {
  name: 'memory.insert-retraction',
  text: `
    insert into memory_retractions (id, workspace_id, place, reason, created_by)
    values ($1, $2, $3, $4, $5)`,
};

/** As each fact stands before it is changed. */
const keepBefore: Statement = {
  name: 'memory.keep-before',
  text: `
    insert into memory_retracted_facts
      (retraction_id, observation_id, workspace_id, role, was_state, was_superseded_by, was_valid_to)
    select $1, o.id, o.workspace_id, n.role, o.state, o.superseded_by, o.valid_to
    from jsonb_to_recordset($2::jsonb) as n(id text, role text)
    join memory_observations o on o.id = n.id`,
};

/** Index memory_retracted_facts_of. */
const findOf: Statement = {
  name: 'memory.find-retractions-of',
  text: `
    select ${columns} from memory_retracted_facts f
    join memory_retractions r on r.id = f.retraction_id
    where f.observation_id = $1 order by r.id desc limit 20`,
};

/** Index memory_retracted_relations_of. */
const findOfRelation: Statement = {
  name: 'memory.find-retractions-of-relation',
  text: `
    select ${columns} from memory_retracted_relations f
    join memory_retractions r on r.id = f.retraction_id
    where f.relation_id = $1 order by r.id desc limit 20`,
};

/** Index memory_retractions_recent. */
const list: Statement = {
  name: 'memory.list-retractions',
  text: `
    select ${columns} from memory_retractions r
    where ${inSight} and ($3::text is null or r.id < $3) order by r.id desc limit $4`,
};

const lock: Statement = {
  name: 'memory.lock-retraction',
  text: `select ${columns} from memory_retractions r where r.id = $3 and ${inSight} for update`,
};

const readBefore: Statement = {
  name: 'memory.read-before',
  text: `
    select observation_id as id, role, was_state, was_superseded_by, to_json(was_valid_to) as was_valid_to
    from memory_retracted_facts where retraction_id = $1`,
};

const markUndone: Statement = {
  name: 'memory.mark-undone',
  text: `
    update memory_retractions set undone_by = $2, undone_at = clock_timestamp() where id = $1
    returning undone_at`,
};

/** Facts that were taken back together, or a relation. */
export interface Retraction {
  readonly id: string;
  readonly place: Place;
  readonly reason: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly undone_by: string | null;
  readonly undone_at: Date | null;
}

/** How a fact stood before it was retracted. */
export interface FactBefore {
  readonly id: string;
  readonly role: Role;
  readonly was_state: ObservationState;
  readonly was_superseded_by: string | null;
  /** RFC 3339. */
  readonly was_valid_to: string | null;
}

export async function storeRetraction(
  tx: Tx,
  retraction: Pick<Retraction, 'id' | 'place' | 'reason'>,
  changes: readonly FactChange[],
): Promise<void> {
  const { id, place, reason } = retraction;
  const workspace = workspaceOf(place, tx.caller.workspace);
  await tx.rows(insertRetraction, [id, workspace, place, reason, tx.caller.principal]);
  await tx.rows(keepBefore, [id, JSON.stringify(changes)]);
}

/** Those that changed a fact or a relation; whoever asks has found it in sight. The newest first. */
export async function findRetractionsOf(
  tx: Tx,
  subject: 'fact' | 'relation',
  id: string,
): Promise<Retraction[]> {
  const statement = subject === 'fact' ? findOf : findOfRelation;
  return tx.rows<Retraction & Record<string, unknown>>(statement, [id]);
}

export async function listRetractions(
  tx: Tx,
  places: readonly Place[],
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Retraction[]> {
  const values = [tx.caller.workspace, places, after ?? null, limit];
  return tx.rows<Retraction & Record<string, unknown>>(list, values);
}

export async function lockRetraction(
  tx: Tx,
  places: readonly Place[],
  id: string,
): Promise<Retraction | undefined> {
  const values = [tx.caller.workspace, places, id];
  const [row] = await tx.rows<Retraction & Record<string, unknown>>(lock, values);
  return row;
}

export async function readFactsBefore(tx: Tx, retractionId: string): Promise<FactBefore[]> {
  return tx.rows<FactBefore & Record<string, unknown>>(readBefore, [retractionId]);
}

export async function endRetraction(tx: Tx, id: string): Promise<Date> {
  const values = [id, tx.caller.principal];
  const [row] = await tx.rows<{ undone_at: Date }>(markUndone, values);
  return row?.undone_at ?? new Date();
}
