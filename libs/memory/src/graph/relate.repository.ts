import { fieldErrors, type JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';
import type { Provenance } from '../write/new-memory.js';

/** What a new relation is as far as nobody says it. */
const unsaid = { strength: 0.5, confidence: 1 };

/** Ends of a relation by name; index memory_entities_name. */
const findEnds: Statement = {
  name: 'memory.find-ends',
  text: `
    select id, name from memory_entities
    where workspace_id = $1 and place = $2 and name = any($3::text[]) and state = 'current'`,
};

const told = `id, strength, confidence, bidirectional, metadata, version, valid_from, valid_to,
  tainted, created_by, created_at, updated_at`;

/** Index memory_relations_once. */
const insert: Statement = {
  name: 'memory.insert-relation',
  text: `
    insert into memory_relations
      (id, workspace_id, place, from_id, to_id, type, strength, confidence, bidirectional, metadata,
       valid_from, valid_to, created_by, source_message_id, tainted)
    select $1, $2, $3, $4, $5, $6,
      coalesce(s.strength, ${String(unsaid.strength)}),
      coalesce(s.confidence, $8::real, ${String(unsaid.confidence)}),
      coalesce(s.bidirectional, false), s.metadata, s.valid_from, s.valid_to, $9, $10, $11
    from jsonb_to_record($7::jsonb) as s(strength real, confidence real, bidirectional boolean,
      metadata jsonb, valid_from timestamptz, valid_to timestamptz)
    on conflict (from_id, to_id, type) do nothing
    returning ${told}`,
};

/** What counts when a relation is said again: a change of it makes a version. */
const state = (row: string): string =>
  ['strength', 'confidence', 'bidirectional', 'metadata', 'valid_from', 'valid_to']
    .map((column) => `${row}.${column}`)
    .join(', ');

const ifSaid = (field: string, type: string): string =>
  `case when $4::jsonb ? '${field}' then ($4::jsonb ->> '${field}')::${type} else k.${field} end as ${field}`;

/**
 * Said again, a relation keeps what is not named this time; what it was before goes into its history. One that
 * was taken back counts again: what it was is in its history already. The row is locked first, and only then
 * looked at, so that of two writers neither forgets what the other said. Index memory_relations_once.
 */
const change: Statement = {
  name: 'memory.change-relation',
  text: `
    with known as (
      select r.* from memory_relations r
      where r.from_id = $1 and r.to_id = $2 and r.type = $3 for update),
    said as (
      select k.id, ${ifSaid('strength', 'real')}, ${ifSaid('confidence', 'real')},
        ${ifSaid('bidirectional', 'boolean')}, k.metadata || ($4::jsonb -> 'metadata') as metadata,
        ${ifSaid('valid_from', 'timestamptz')}, ${ifSaid('valid_to', 'timestamptz')},
        coalesce(k.changed_at, k.created_at) as known_from,
        greatest(clock_timestamp(), k.changed_at, k.created_at) as at
      from known k),
    next as (
      select s.*, k.state = 'retracted' as was_away,
        k.state = 'retracted' or (${state('s')}) is distinct from (${state('k')}) as is_new
      from said s join known k on k.id = s.id),
    kept as (
      insert into memory_relation_versions
        (relation_id, version, workspace_id, strength, confidence, bidirectional, metadata, valid_from,
         valid_to, created_by, source_message_id, known_from, known_to)
      select k.id, k.version, k.workspace_id, ${state('k')}, coalesce(k.changed_by, k.created_by),
        case when k.changed_by is null then k.source_message_id else k.changed_message_id end,
        n.known_from, n.at
      from known k join next n on n.id = k.id where n.is_new and not n.was_away)
    update memory_relations r set
      strength = n.strength, confidence = n.confidence, bidirectional = n.bidirectional,
      metadata = n.metadata, valid_from = n.valid_from, valid_to = n.valid_to,
      state = 'current', version = r.version + (n.is_new and not n.was_away)::int,
      changed_by = case when n.is_new then $5 else r.changed_by end,
      changed_message_id = case when n.is_new then $6 else r.changed_message_id end,
      changed_at = case when n.is_new then n.at else r.changed_at end, updated_at = n.at,
      tainted = case when n.is_new then $7 else r.tainted end
    from next n where r.id = n.id
    returning r.${told.replaceAll(/,\s+/g, ', r.')}`,
};

/** A relation on its way into memory. What is left out of one that is known stays as it is. */
export interface NewRelation {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly type: string;
  /** 0 to 1. @default what is known, or 0.5 */
  readonly strength?: number | undefined;
  /** 0 to 1. @default what is known, or 1 */
  readonly confidence?: number | undefined;
  /** Of a relation that is new, when `confidence` is not said. 0 to 1. @default 1 */
  readonly firstConfidence?: number | undefined;
  /** @default what is known, or false */
  readonly bidirectional?: boolean | undefined;
  readonly metadata: JsonObject;
  /** RFC 3339; null: ever since. @default what is known, or ever since */
  readonly validFrom?: string | null | undefined;
  /** RFC 3339; null: without end. @default what is known, or without end */
  readonly validTo?: string | null | undefined;
}

export interface RelationRow {
  readonly id: string;
  readonly strength: number;
  readonly confidence: number;
  readonly bidirectional: boolean;
  /** What was said of it, this time and before. */
  readonly metadata: JsonObject;
  readonly version: number;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  /** What it is now was said in a turn that had read content from outside. */
  readonly tainted: boolean;
  /** Who said it first. */
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export async function findRelationEnds(
  tx: Tx,
  place: Place,
  names: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(findEnds, [
    workspaceOf(place, tx.caller.workspace),
    place,
    names,
  ]);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** How often a relation is looked for again that somebody deletes meanwhile. */
const tries = 3;

/** @throws {ProtocolError} INVALID_REQUEST: it would end before it begins */
export async function storeRelation(
  tx: Tx,
  place: Place,
  relation: NewRelation,
  source: Provenance,
): Promise<RelationRow & { readonly created: boolean }> {
  const { id, fromId, toId, type } = relation;
  const said = saidOf(relation);
  const from = [source.by, source.messageId ?? null, source.isTainted ?? false];
  const own = [id, workspaceOf(place, tx.caller.workspace), place, fromId, toId, type, said];
  const values = [...own, relation.firstConfidence ?? null, ...from];
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const [fresh] = await tx.rows<RelationRow & Record<string, unknown>>(insert, values);
    if (fresh !== undefined) return { ...inOrder(fresh, relation), created: true };
    const known = [fromId, toId, type, said, ...from];
    const [changed] = await tx.rows<RelationRow & Record<string, unknown>>(change, known);
    if (changed !== undefined) return { ...inOrder(changed, relation), created: false };
  }
  throw new Error('A relation is deleted as often as it is stored.');
}

/** Only what is said is named. */
function saidOf(relation: NewRelation): string {
  const { strength, confidence, bidirectional, metadata, validFrom, validTo } = relation;
  const named = { strength, confidence, bidirectional, valid_from: validFrom, valid_to: validTo };
  return JSON.stringify({ ...named, metadata });
}

/** Whoever says nothing of its validity is not to blame for it: a turn would fail for ever. */
function inOrder(row: RelationRow, { validFrom, validTo }: NewRelation): RelationRow {
  const { valid_from: from, valid_to: to } = row;
  const isUnsaid = validFrom === undefined && validTo === undefined;
  if (isUnsaid || from === null || to === null || from <= to) return row;
  throw fieldErrors('INVALID_REQUEST', [
    { field: 'valid_to', rule: 'range', message: 'must not lie before valid_from' },
  ]);
}
