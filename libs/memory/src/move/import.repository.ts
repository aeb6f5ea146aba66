import type { EntityRecord } from '#protocol';
import type { Statement, Tx } from '#platform';
import { workspaceOf } from '../place.js';
import { words } from '../write/write.repository.js';
import { toFactRows, toEntityRows, toUseRows, type FactRow } from './import-rows.js';
import type { PlacedImport, PlacedRecord, ServerModel } from './import-rows.js';
import type { KnownRecord } from './plan-import.js';
import { entityJson } from './record-json.js';

/** Locked in the order of places and names, as every writer does; index memory_entities_name. */
const lockKnown: Statement = {
  name: 'memory.import-lock',
  text: `
    select m.place, m.name, ${entityJson('false')} as record
    from unnest($1::text[], $2::text[], $3::text[]) as n(workspace, place, name)
    join memory_entities m
      on m.workspace_id = n.workspace and m.place = n.place and m.name = n.name
    order by m.place, m.name for update of m`,
};

/** Ids that name something else here; indexes memory_entities_pk, memory_observations_pk. */
const findTaken: Statement = {
  name: 'memory.import-taken',
  text: `
    select id from memory_entities where id = any($1::text[])
    union all
    select id from memory_observations where id = any($2::text[]) and entity_id <> all($3::text[])`,
};

const rows = `jsonb_to_recordset($1::jsonb) as n(entity_id text, workspace text, place text, name text,
  type text, content text, confidence real, strength real, version int, state text, pinned boolean,
  metadata jsonb, created_by text, source_message_id text, created_at timestamptz,
  updated_at timestamptz, valid_from timestamptz, valid_to timestamptz, recalled_at timestamptz,
  recalls int, embedded_as text, is_content_new boolean)`;

/** Whoever imports is named as the source of what names none. */
const insertEntities: Statement = {
  name: 'memory.import-insert',
  text: `
    insert into memory_entities
      (id, workspace_id, place, name, type, content, words, confidence, strength, version, state,
       pinned, metadata, created_by, source_message_id, created_at, updated_at, valid_from, valid_to,
       recalled_at, recalls, embedded_as)
    select n.entity_id, n.workspace, n.place, n.name, n.type, n.content, ${words},
      coalesce(n.confidence, 1), coalesce(n.strength, 1), n.version, coalesce(n.state, 'current'),
      coalesce(n.pinned, false), coalesce(n.metadata, '{}'), coalesce(n.created_by, $2),
      n.source_message_id, coalesce(n.created_at, n.updated_at, clock_timestamp()),
      coalesce(n.updated_at, clock_timestamp()), n.valid_from, n.valid_to, n.recalled_at,
      coalesce(n.recalls, 0), n.embedded_as
    from ${rows} order by n.place, n.name`,
};

const updateEntities: Statement = {
  name: 'memory.import-update',
  text: `
    update memory_entities m set
      type = n.type, content = n.content, words = ${words},
      confidence = coalesce(n.confidence, 1), strength = coalesce(n.strength, 1),
      version = n.version, state = coalesce(n.state, 'current'),
      pinned = coalesce(n.pinned, false), metadata = coalesce(n.metadata, '{}'),
      created_by = coalesce(n.created_by, m.created_by), source_message_id = n.source_message_id,
      created_at = coalesce(n.created_at, m.created_at),
      updated_at = coalesce(n.updated_at, clock_timestamp()),
      valid_from = n.valid_from, valid_to = n.valid_to, recalled_at = n.recalled_at,
      recalls = coalesce(n.recalls, 0),
      embedded_as = case when n.is_content_new then n.embedded_as
        else coalesce(m.embedded_as, n.embedded_as) end
    from ${rows} where m.id = n.entity_id`,
};

const dropFacts: Statement = {
  name: 'memory.import-drop-facts',
  text: `
    with gone as (delete from memory_observations where entity_id = any($1::text[]) returning id)
    delete from memory_derivations d using gone where d.observation_id = gone.id`,
};

/** Vectors of words that are not said any more. */
const dropVectors: Statement = {
  name: 'memory.import-drop-vectors',
  text: `delete from memory_embeddings where entity_id = any($1::text[])`,
};

const factRows = `jsonb_to_recordset($1::jsonb) as n(observation_id text, workspace text, entity text,
  content text, predicate text, confidence real, state text, superseded_by text,
  valid_from timestamptz, valid_to timestamptz, created_by text, source_message_id text,
  created_at timestamptz, review_reason text, derived_from jsonb, tainted boolean)`;

const insertFacts: Statement = {
  name: 'memory.import-facts',
  text: `
    insert into memory_observations
      (id, workspace_id, entity_id, content, predicate, confidence, state, superseded_by, valid_from,
       valid_to, created_by, source_message_id, created_at, review_reason, tainted)
    select n.observation_id, n.workspace, n.entity, n.content, n.predicate,
      coalesce(n.confidence, 1), coalesce(n.state, 'current'), n.superseded_by,
      coalesce(n.valid_from, n.created_at, now()), n.valid_to, coalesce(n.created_by, $2),
      n.source_message_id, coalesce(n.created_at, n.valid_from, now()), n.review_reason,
      coalesce(n.tainted, false)
    from ${factRows}`,
};

const insertDerivations: Statement = {
  name: 'memory.import-derivations',
  text: `
    insert into memory_derivations (observation_id, from_id, workspace_id)
    select n.observation_id, origin.id, n.workspace
    from ${factRows}, jsonb_array_elements_text(n.derived_from) as origin(id)
    on conflict do nothing`,
};

const endFacts: Statement = {
  name: 'memory.import-end-facts',
  text: `
    update memory_observations o set state = n.state, superseded_by = n.superseded_by,
      valid_to = coalesce(n.valid_to, now())
    from ${factRows} where o.id = n.observation_id`,
};

const insertUses: Statement = {
  name: 'memory.import-uses',
  text: `
    insert into memory_uses (workspace_id, entity_id, message_id, used_at)
    select n.workspace, n.entity, n.message_id, n.used_at
    from jsonb_to_recordset($1::jsonb)
      as n(workspace text, entity text, message_id text, used_at timestamptz)
    on conflict do nothing`,
};

const insertVectors: Statement = {
  name: 'memory.import-vectors',
  text: `
    insert into memory_embeddings
      (entity_id, fingerprint, chunk, workspace_id, place, dimensions, embedding)
    select n.entity, $5, n.chunk, n.workspace, n.place, $6, n.vector::vector
    from unnest($1::text[], $2::int[], $3::text[], $4::text[], $7::text[])
      as n(entity, chunk, workspace, place, vector)
    on conflict do nothing`,
};

/** An entity as it goes by in every memory. */
export function keyOf(place: string, name: string): string {
  return `${place}\n${name}`;
}

/** What is known under the names of these records, whole, and locked until the transaction ends. */
export async function lockKnownRecords(
  tx: Tx,
  records: readonly PlacedRecord<EntityRecord>[],
): Promise<Map<string, KnownRecord>> {
  const found = await tx.rows<{ place: string; name: string; record: string }>(lockKnown, [
    records.map(({ place }) => workspaceOf(place, tx.caller.workspace)),
    records.map(({ place }) => place),
    records.map(({ record }) => record.entity_name),
  ]);
  return new Map(
    found.map(({ place, name, record }) => [keyOf(place, name), JSON.parse(record) as KnownRecord]),
  );
}

/** Which of these ids name something else here than the entities that are known. */
export async function findTakenIds(
  tx: Tx,
  entities: readonly string[],
  facts: readonly string[],
  known: readonly string[],
): Promise<Set<string>> {
  const taken = await tx.rows<{ id: string }>(findTaken, [entities, facts, known]);
  return new Set(taken.map(({ id }) => id));
}

/** Writes a batch. Thrown when somebody else took a name or an id meanwhile: 23505. */
export async function storeImports(
  tx: Tx,
  imports: readonly PlacedImport[],
  model: ServerModel,
): Promise<void> {
  const { workspace, principal } = tx.caller;
  const write = async (statement: Statement, json: object[], ...more: unknown[]): Promise<void> => {
    if (json.length > 0) await tx.rows(statement, [JSON.stringify(json), ...more]);
  };
  const fresh = imports.filter(({ write: { kind } }) => kind === 'new');
  const changed = imports.filter(({ write: { kind } }) => kind !== 'new');
  if (fresh.length > 0) {
    await tx.rows(insertEntities, [toEntityRows(fresh, workspace, model), principal]);
  }
  if (changed.length > 0) {
    await tx.rows(updateEntities, [toEntityRows(changed, workspace, model)]);
    await dropOutdated(tx, changed);
  }
  await write(endFacts, toFactRows(imports, workspace, 'ended'));
  await write(insertFacts, toFactRows(imports, workspace, 'added'), principal);
  const isDerived = ({ derived_from: from = [] }: FactRow): boolean => from.length > 0;
  await write(insertDerivations, toFactRows(imports, workspace, 'added').filter(isDerived));
  await write(insertUses, toUseRows(imports, workspace));
  await storeVectors(tx, imports, model);
}

async function dropOutdated(tx: Tx, changed: readonly PlacedImport[]): Promise<void> {
  const idsOf = (some: readonly PlacedImport[]): string[] =>
    some.map(({ write }) => write.entity.entity_id);
  await tx.rows(dropFacts, [idsOf(changed.filter(({ write }) => write.kind === 'replaced'))]);
  await tx.rows(dropVectors, [idsOf(changed.filter(({ write }) => write.isContentNew))]);
}

async function storeVectors(
  tx: Tx,
  imports: readonly PlacedImport[],
  { fingerprint, dimensions }: ServerModel,
): Promise<void> {
  const pieces = imports.flatMap(({ place, write, vectors = [] }) =>
    vectors.map((vector, chunk) => ({ place, entity: write.entity.entity_id, vector, chunk })),
  );
  if (pieces.length === 0) return;
  await tx.rows(insertVectors, [
    pieces.map(({ entity }) => entity),
    pieces.map(({ chunk }) => chunk),
    pieces.map(({ place }) => workspaceOf(place, tx.caller.workspace)),
    pieces.map(({ place }) => place),
    ...[fingerprint, dimensions],
    pieces.map(({ vector }) => vector),
  ]);
}
