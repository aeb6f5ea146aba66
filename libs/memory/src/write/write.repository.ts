import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';
import type { KnownMemory, ObservationState } from './known-memory.js';
import type { Provenance } from './new-memory.js';
import type { EntityWrite } from './plan-write.js';

/** Locked in the order of names, so that two writers never wait for each other; index memory_entities_name. */
const lockEntities: Statement = {
  name: 'memory.lock-entities',
  text: `
    select id, name, type, state, confidence, strength, version, metadata from memory_entities
    where workspace_id = $1 and place = $2 and name = any($3::text[])
    order by name for update`,
};

/** Index memory_observations_of. Ids sort by time. */
const readObservations: Statement = {
  name: 'memory.read-observations',
  text: `
    select id, entity_id, content, predicate, state, confidence,
      to_json(valid_from) as valid_from
    from memory_observations
    where entity_id = any($1::text[]) and state <> 'retracted' order by entity_id, id`,
};

const columns = `n(id text, name text, type text, content text, confidence real, strength real,
  version int, metadata jsonb, valid_from timestamptz, valid_to timestamptz, is_content_new boolean)`;

/** Of the rows `n`. Names are written as words too: `q3_sales` is found by "sales". */
export const words = `
  setweight(to_tsvector('english', translate(n.name, '_-.', '   ') || ' ' || n.type), 'A')
  || to_tsvector('english', n.content) || to_tsvector('simple', n.name || ' ' || n.content)`;

const insertEntities: Statement = {
  name: 'memory.insert-entities',
  text: `
    insert into memory_entities
      (id, workspace_id, place, name, type, content, words, confidence, strength, metadata,
       valid_from, valid_to, created_by, source_message_id)
    select n.id, $1, $2, n.name, n.type, n.content, ${words}, n.confidence, n.strength, n.metadata,
      n.valid_from, n.valid_to, $4, $5
    from jsonb_to_recordset($3::jsonb) as ${columns} order by n.name
    on conflict (workspace_id, place, name) do nothing
    returning id`,
};

const updateEntities: Statement = {
  name: 'memory.update-entities',
  text: `
    update memory_entities m set
      type = n.type, state = 'current', version = n.version, confidence = n.confidence,
      strength = n.strength, metadata = n.metadata, content = n.content,
      words = case when n.is_content_new then ${words} else m.words end,
      embedded_as = case when n.is_content_new then null else m.embedded_as end,
      valid_from = coalesce(n.valid_from, m.valid_from),
      valid_to = coalesce(n.valid_to, m.valid_to), updated_at = clock_timestamp()
    from jsonb_to_recordset($1::jsonb) as ${columns}
    where m.id = n.id`,
};

const insertObservations: Statement = {
  name: 'memory.insert-observations',
  text: `
    insert into memory_observations
      (id, workspace_id, entity_id, content, predicate, confidence, state, created_by,
       source_message_id, valid_from, valid_to, superseded_by, review_reason, tainted)
    select n.id, $1, n.entity, n.content, n.predicate, n.confidence, n.state, $3, $4,
      coalesce(n.since, now()), n.valid_to, n.superseded_by, n.review_reason, $5
    from jsonb_to_recordset($2::jsonb) as n(id text, entity text, content text, predicate text,
      confidence real, state text, since timestamptz, valid_to timestamptz, superseded_by text,
      review_reason text)`,
};

const supersede: Statement = {
  name: 'memory.supersede',
  text: `
    update memory_observations o set
      state = 'superseded', superseded_by = n.by, valid_to = coalesce(n.at, now())
    from jsonb_to_recordset($1::jsonb) as n(id text, by text, at timestamptz)
    where o.id = n.id and o.state = 'current'`,
};

interface Source {
  readonly by: string;
  readonly messageId: string | null;
  readonly isTainted: boolean;
}

interface EntityRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: 'current' | 'retracted';
  readonly confidence: number;
  readonly strength: number;
  readonly version: number;
  readonly metadata: JsonObject;
}

interface ObservationRow {
  readonly id: string;
  readonly entity_id: string;
  readonly content: string;
  readonly predicate: string | null;
  readonly state: ObservationState;
  readonly confidence: number;
  readonly valid_from: string;
}

/** What is known under these names, locked until the transaction ends. */
export async function lockKnown(
  tx: Tx,
  place: Place,
  names: readonly string[],
): Promise<Map<string, KnownMemory>> {
  const workspace = workspaceOf(place, tx.caller.workspace);
  const rows = await tx.rows<EntityRow & Record<string, unknown>>(lockEntities, [
    workspace,
    place,
    names,
  ]);
  if (rows.length === 0) return new Map();
  const facts = await tx.rows<ObservationRow & Record<string, unknown>>(readObservations, [
    rows.map(({ id }) => id),
  ]);
  return new Map(
    rows.map((row) => [
      row.name,
      {
        ...row,
        observations: facts
          .filter(({ entity_id }) => entity_id === row.id)
          .map(({ valid_from: validFrom, ...fact }) => ({ ...fact, validFrom })),
      },
    ]),
  );
}

/**
 * Writes what was decided. Gives the names that somebody else took meanwhile: nothing was written of
 * them, and their rows are there now.
 */
export async function storeWrites(
  tx: Tx,
  place: Place,
  writes: readonly EntityWrite[],
  { by, messageId, isTainted }: Source,
): Promise<Set<string>> {
  const workspace = workspaceOf(place, tx.caller.workspace);
  const fresh = writes.filter(({ isNew }) => isNew);
  const inserted = new Set(await insertFresh(tx, fresh, [workspace, place, by, messageId]));
  const done = writes.filter(({ id, isNew }) => !isNew || inserted.has(id));
  const changed = done.filter(({ isNew }) => !isNew);
  if (changed.length > 0) await tx.rows(updateEntities, [toRows(changed)]);
  const outdated = done.flatMap(({ superseded }) => superseded);
  if (outdated.length > 0) await tx.rows(supersede, [JSON.stringify(outdated)]);
  const added = done.flatMap(toObservations);
  if (added.length > 0) {
    await tx.rows(insertObservations, [
      ...[workspace, JSON.stringify(added), by, messageId],
      isTainted,
    ]);
  }
  return new Set(fresh.filter(({ id }) => !inserted.has(id)).map(({ name }) => name));
}

async function insertFresh(
  tx: Tx,
  fresh: readonly EntityWrite[],
  [workspace, place, by, messageId]: readonly [string, Place, string, string | null],
): Promise<string[]> {
  if (fresh.length === 0) return [];
  const values = [workspace, place, toRows(fresh), by, messageId];
  const rows = await tx.rows<{ id: string }>(insertEntities, values);
  return rows.map(({ id }) => id);
}

/** Provenance as the repository wants it. */
export function sourceOf({ by, messageId, isTainted = false }: Provenance): Source {
  return { by, messageId: messageId ?? null, isTainted };
}

function toRows(writes: readonly EntityWrite[]): string {
  return JSON.stringify(
    writes.map((write) => ({
      id: write.id,
      name: write.name,
      type: write.type,
      content: write.content,
      confidence: write.confidence,
      strength: write.strength,
      version: write.version,
      metadata: write.metadata,
      valid_from: write.validFrom,
      valid_to: write.validTo,
      is_content_new: write.isContentNew,
    })),
  );
}

function toObservations({ id: entity, added }: EntityWrite): object[] {
  return added.map((fact) => ({
    id: fact.id,
    entity,
    content: fact.content,
    predicate: fact.predicate,
    confidence: fact.confidence ?? 1,
    state: fact.state,
    since: fact.since,
    valid_to: fact.validTo,
    superseded_by: fact.supersededBy,
    review_reason: fact.reviewReason,
  }));
}
