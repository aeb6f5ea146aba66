import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';
import type { RelationRow } from './relate.repository.js';

/** Index memory_relations_pk. Both ends must be in sight. */
const findRelation: Statement = {
  name: 'memory.find-relation',
  text: `
    select r.id, f.name as "from", t.name as "to", r.type, r.place, r.strength, r.confidence,
      r.bidirectional, r.metadata, r.version - (r.state = 'retracted')::int as version,
      r.valid_from, r.valid_to, r.state, r.created_by, r.source_message_id, r.tainted, r.created_at,
      r.updated_at
    from memory_relations r
    join memory_entities f on f.id = r.from_id and f.state = 'current'
      and f.place = any($2::text[])
    join memory_entities t on t.id = r.to_id and t.state = 'current' and t.place = any($2::text[])
    where r.id = $3 and r.workspace_id in ($1, '${everyWorkspace}') and r.place = any($2::text[])`,
};

const state = 'version, strength, confidence, bidirectional, metadata, valid_from, valid_to';

/** Index memory_relation_versions_pk, and for the present version memory_relations_pk. */
const readVersions: Statement = {
  name: 'memory.read-relation-versions',
  text: `
    select ${state}, created_by, source_message_id, known_from, known_to
    from memory_relation_versions where relation_id = $1
    union all
    select ${state}, coalesce(changed_by, created_by),
      case when changed_by is null then source_message_id else changed_message_id end,
      coalesce(changed_at, created_at), null
    from memory_relations where id = $1 and state = 'current'
    order by version`,
};

/** What a relation was for some time, or is. */
interface RelationVersion {
  readonly version: number;
  readonly strength: number;
  readonly confidence: number;
  readonly bidirectional: boolean;
  readonly metadata: JsonObject;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  /** Who said so, and in which message. */
  readonly created_by: string;
  readonly source_message_id: string | null;
  readonly known_from: Date;
  /** Null: it is so still. The last one of a relation that was taken back ended with that. */
  readonly known_to: Date | null;
}

/** A relation with the names of its ends and all that it was, the present version last if it stands. */
export interface WholeRelation extends RelationRow {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly place: Place;
  readonly state: 'current' | 'retracted';
  readonly source_message_id: string | null;
  readonly versions: readonly RelationVersion[];
}

export async function readRelation(
  tx: Tx,
  places: readonly Place[],
  id: string,
): Promise<WholeRelation | undefined> {
  type Row = Omit<WholeRelation, 'versions'> & Record<string, unknown>;
  const [row] = await tx.rows<Row>(findRelation, [tx.caller.workspace, places, id]);
  if (row === undefined) return undefined;
  const versions = await tx.rows<RelationVersion & Record<string, unknown>>(readVersions, [id]);
  return { ...row, versions };
}
