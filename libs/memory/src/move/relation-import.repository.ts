import type { MergeStrategy, RelationRecord } from '#protocol';
import { createId, type Statement, type Tx } from '#platform';
import { workspaceOf } from '../place.js';
import type { PlacedRecord } from './import-rows.js';

const given = `jsonb_to_recordset($1::jsonb) as n(at int, workspace text, place text, relation_id text,
  from_entity text, to_entity text, relation_type text, strength real, confidence real,
  bidirectional boolean, metadata jsonb, updated_at timestamptz)`;

/** Ends by name (memory_entities_name), and what is known between them (memory_relations_once). */
const compare: Statement = {
  name: 'memory.import-compare-relations',
  text: `
    select n.at, f.id as from_id, t.id as to_id, r.id as known, taken.id is not null as is_taken,
      (r.strength, r.confidence, r.bidirectional, r.metadata)
        is distinct from (n.strength, n.confidence, n.bidirectional, n.metadata) as is_different,
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

/** In one order, so that two imports never wait for each other. */
const store: Statement = {
  name: 'memory.import-relations',
  text: `
    insert into memory_relations
      (id, workspace_id, place, from_id, to_id, type, strength, confidence, bidirectional, metadata,
       created_by, source_message_id, created_at, updated_at)
    select n.relation_id, n.workspace, n.place, n.from_id, n.to_id, n.relation_type, n.strength,
      n.confidence, n.bidirectional, n.metadata, coalesce(n.created_by, $2), n.source_message_id,
      coalesce(n.created_at, n.updated_at, clock_timestamp()),
      coalesce(n.updated_at, clock_timestamp())
    from jsonb_to_recordset($1::jsonb) as n(relation_id text, workspace text, place text,
      from_id text, to_id text, relation_type text, strength real, confidence real,
      bidirectional boolean, metadata jsonb, created_by text, source_message_id text,
      created_at timestamptz, updated_at timestamptz)
    order by n.from_id, n.to_id, n.relation_type
    on conflict (from_id, to_id, type) do update set
      strength = excluded.strength, confidence = excluded.confidence,
      bidirectional = excluded.bidirectional, metadata = excluded.metadata,
      updated_at = excluded.updated_at`,
};

/** What a relation that comes in meets here. */
export interface MetRelation {
  readonly at: number;
  /** Null: no entity of that name is remembered there. */
  readonly from_id: string | null;
  readonly to_id: string | null;
  readonly known: string | null;
  /** Its id names another relation here. */
  readonly is_taken: boolean;
  readonly is_different: boolean;
  readonly is_newer: boolean;
}

export type PlacedRelation = PlacedRecord<RelationRecord>;

export async function compareRelations(
  tx: Tx,
  relations: readonly PlacedRelation[],
): Promise<MetRelation[]> {
  const rows = relations.map(({ place, record }, at) => ({
    ...{ ...record, at, place, workspace: workspaceOf(place, tx.caller.workspace) },
  }));
  return tx.rows<MetRelation & Record<string, unknown>>(compare, [JSON.stringify(rows)]);
}

export async function storeRelations(
  tx: Tx,
  relations: readonly PlacedRelation[],
  met: readonly MetRelation[],
): Promise<void> {
  const used = new Set<string>();
  const rows = met.flatMap(({ at, from_id, to_id, is_taken, known }) => {
    const relation = relations[at];
    if (relation === undefined) return [];
    const { record, place } = relation;
    const { relation_id: given } = record;
    const own = given === undefined || is_taken || used.has(given) ? createId('rel') : given;
    used.add(own);
    const workspace = workspaceOf(place, tx.caller.workspace);
    return [{ ...record, relation_id: known ?? own, workspace, place, from_id, to_id }];
  });
  if (rows.length > 0) await tx.rows(store, [JSON.stringify(rows), tx.caller.principal]);
}

/** What becomes of a relation both of whose ends are remembered. */
export function judgeRelation(
  { known, is_different: isDifferent, is_newer: isNewer }: MetRelation,
  strategy: MergeStrategy,
): 'new' | 'update' | 'keep' | 'conflict' {
  if (known === null) return 'new';
  if (!isDifferent || strategy === 'skip_existing') return 'keep';
  if (strategy === 'error_on_conflict') return 'conflict';
  return strategy === 'replace_existing' || isNewer ? 'update' : 'keep';
}
