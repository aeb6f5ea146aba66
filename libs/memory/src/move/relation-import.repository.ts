import type { RelationRecord } from '#protocol';
import { createId, type Statement, type Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';
import type { PlacedRecord } from './import-rows.js';
import type { KnownRelation, RelationImport } from './plan-relation.js';
import { relationFields } from './record-json.js';

const given = `jsonb_to_recordset($1::jsonb) as n(at int, workspace text, place text, relation_id text,
  from_entity text, to_entity text, relation_type text, updated_at timestamptz)`;

/** In the order in which they are stored. Nobody is to change what is compared; indexes as below. */
const lock: Statement = {
  name: 'memory.import-lock-relations',
  text: `
    select r.id from ${given}
    join memory_entities f
      on f.workspace_id = n.workspace and f.place = n.place and f.name = n.from_entity
    join memory_entities t
      on t.workspace_id = n.workspace and t.place = n.place and t.name = n.to_entity
    join memory_relations r
      on r.from_id = f.id and r.to_id = t.id and r.type = n.relation_type
    order by r.from_id, r.to_id, r.type for update of r`,
};

/** Ends by name (memory_entities_name), and what is known between them (memory_relations_once). */
const compare: Statement = {
  name: 'memory.import-compare-relations',
  text: `
    select n.at, f.id as from_id, t.id as to_id, r.id as known_id, taken.id is not null as is_taken,
      case when r.id is not null then json_build_object('from_entity', n.from_entity,
        'to_entity', n.to_entity, 'relation_type', r.type, ${relationFields('$2')}) end as known,
      coalesce(n.updated_at > r.updated_at, true) as is_newer
    from ${given}
    left join memory_entities f
      on f.workspace_id = n.workspace and f.place = n.place and f.name = n.from_entity
    left join memory_entities t
      on t.workspace_id = n.workspace and t.place = n.place and t.name = n.to_entity
    left join memory_relations r
      on r.from_id = f.id and r.to_id = t.id and r.type = n.relation_type
    left join memory_relations taken on taken.id = n.relation_id
    order by n.at`,
};

/** In one order, so that two imports never wait for each other. What is replaced keeps its id. */
const store: Statement = {
  name: 'memory.import-relations',
  text: `
    insert into memory_relations
      (id, workspace_id, place, from_id, to_id, type, strength, confidence, bidirectional, metadata,
       valid_from, valid_to, state, version, changed_by, changed_message_id, changed_at,
       created_by, source_message_id, created_at, updated_at, tainted)
    select n.relation_id, n.workspace, n.place, n.from_id, n.to_id, n.relation_type, n.strength,
      n.confidence, n.bidirectional, n.metadata, n.valid_from, n.valid_to,
      coalesce(n.state, 'current'), n.version, n.changed_by,
      n.changed_message_id, n.changed_at, coalesce(n.created_by, $2), n.source_message_id,
      coalesce(n.created_at, n.updated_at, clock_timestamp()),
      coalesce(n.updated_at, clock_timestamp()), coalesce(n.tainted, false)
    from jsonb_to_recordset($1::jsonb) as n(relation_id text, workspace text, place text,
      from_id text, to_id text, relation_type text, strength real, confidence real,
      bidirectional boolean, metadata jsonb, valid_from timestamptz, valid_to timestamptz,
      state text, version int, changed_by text, changed_message_id text, changed_at timestamptz,
      created_by text, source_message_id text, created_at timestamptz, updated_at timestamptz,
      tainted boolean)
    order by n.from_id, n.to_id, n.relation_type
    on conflict (from_id, to_id, type) do update set
      strength = excluded.strength, confidence = excluded.confidence,
      bidirectional = excluded.bidirectional, metadata = excluded.metadata,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      state = excluded.state, version = excluded.version,
      changed_by = excluded.changed_by, changed_message_id = excluded.changed_message_id,
      changed_at = excluded.changed_at, updated_at = excluded.updated_at,
      tainted = excluded.tainted
    returning id, from_id, to_id, type`,
};

/** Index memory_relation_versions_pk. */
const dropHistory: Statement = {
  name: 'memory.import-drop-versions',
  text: `delete from memory_relation_versions where relation_id = any($1::text[])`,
};

const storeHistory: Statement = {
  name: 'memory.import-versions',
  text: `
    insert into memory_relation_versions
      (relation_id, version, workspace_id, strength, confidence, bidirectional, metadata, valid_from,
       valid_to, created_by, source_message_id, known_from, known_to)
    select n.relation_id, n.version, n.workspace, n.strength, n.confidence, n.bidirectional,
      n.metadata, n.valid_from, n.valid_to, coalesce(n.created_by, $2), n.source_message_id,
      n.known_from, n.known_to
    from jsonb_to_recordset($1::jsonb) as n(relation_id text, version int, workspace text,
      strength real, confidence real, bidirectional boolean, metadata jsonb,
      valid_from timestamptz, valid_to timestamptz, created_by text, source_message_id text,
      known_from timestamptz, known_to timestamptz)`,
};

const storeUses: Statement = {
  name: 'memory.import-relation-uses',
  text: `
    insert into memory_relation_uses (workspace_id, relation_id, message_id, used_at)
    select $2, n.relation_id, n.message_id, n.used_at
    from jsonb_to_recordset($1::jsonb)
      as n(relation_id text, message_id text, used_at timestamptz)
    order by n.relation_id, n.message_id
    on conflict do nothing`,
};

/** What a relation that comes in meets here. */
export interface MetRelation {
  readonly at: number;
  /** Null: no entity of that name is remembered there. */
  readonly from_id: string | null;
  readonly to_id: string | null;
  readonly known: KnownRelation | undefined;
  /** The id that it has here, or is to have. */
  readonly id: string;
}

export type PlacedRelation = PlacedRecord<RelationRecord>;

interface MetRow extends Record<string, unknown> {
  readonly at: number;
  readonly from_id: string | null;
  readonly to_id: string | null;
  readonly known_id: string | null;
  /** Its id names another relation here. */
  readonly is_taken: boolean;
  readonly known: RelationRecord | null;
  readonly is_newer: boolean;
}

export async function compareRelations(
  tx: Tx,
  relations: readonly PlacedRelation[],
): Promise<MetRelation[]> {
  const rows = relations.map(
    ({ place, record: { history: _kept, uses: _uses, ...record } }, at) => ({
      ...{ ...record, at, place, workspace: workspaceOf(place, tx.caller.workspace) },
    }),
  );
  const values = [JSON.stringify(rows)];
  await tx.rows(lock, values);
  const met = await tx.rows<MetRow>(compare, [...values, tx.caller.workspace]);
  const used = new Set<string>();
  return met.map(({ at, from_id, to_id, known_id, is_taken, known, is_newer: isOlder }) => {
    const wanted = relations[at]?.record.relation_id;
    const own = wanted === undefined || is_taken || used.has(wanted) ? createId('rel') : wanted;
    used.add(own);
    const id = known_id ?? own;
    return {
      at,
      from_id,
      to_id,
      id,
      known: known === null ? undefined : { record: known, isOlder },
    };
  });
}

/** A relation with where it goes and what it is to be. */
export interface PlacedRelationImport {
  readonly place: Place;
  readonly met: MetRelation;
  readonly relation: RelationImport;
}

interface StoredRow extends Record<string, unknown> {
  /** Another one than wanted, if somebody was quicker to relate the two. */
  readonly id: string;
  readonly from_id: string;
  readonly to_id: string;
  readonly type: string;
}

const keyOf = (from: string | null, to: string | null, type: string): string =>
  [from, to, type].join('\n');

export async function storeRelations(
  tx: Tx,
  imports: readonly PlacedRelationImport[],
): Promise<void> {
  if (imports.length === 0) return;
  const rows = imports.map(({ place, met: { id, from_id, to_id }, relation }) => ({
    ...relation,
    ...{ relation_id: id, workspace: workspaceOf(place, tx.caller.workspace), place },
    ...{ from_id, to_id },
  }));
  const relations = rows.map(({ history: _apart, uses: _too, ...row }) => row);
  const stored = await tx.rows<StoredRow>(store, [JSON.stringify(relations), tx.caller.principal]);
  const ids = new Map(stored.map((row) => [keyOf(row.from_id, row.to_id, row.type), row.id]));
  const idOf = ({ from_id, to_id, relation_type }: (typeof rows)[number]): string | undefined =>
    ids.get(keyOf(from_id, to_id, relation_type));
  const versions = rows.flatMap((row) =>
    row.history.map((version) => ({
      ...version,
      ...{ relation_id: idOf(row), workspace: row.workspace },
    })),
  );
  const uses = rows.flatMap((row) =>
    (row.uses ?? []).map((use) => ({ ...use, relation_id: idOf(row) })),
  );
  await tx.rows(dropHistory, [[...ids.values()]]);
  if (versions.length > 0) {
    await tx.rows(storeHistory, [JSON.stringify(versions), tx.caller.principal]);
  }
  if (uses.length > 0) await tx.rows(storeUses, [JSON.stringify(uses), tx.caller.workspace]);
}
