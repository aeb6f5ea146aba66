import { toSql } from 'pgvector';
import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';
import type { QueryVector, RecalledEntity, RecallQuery } from './recall-query.js';
import { endsOf } from './time-span.js';

/** Scope, type and time are part of the search itself: whatever does not fit is never compared. */
export const fits = `
  m.workspace_id in ($1, '${everyWorkspace}') and m.place = any($2::text[]) and m.state = 'current'
  and ($3::text[] is null or m.type = any($3))
  and ($4::boolean
    or ((m.valid_from is null
        or m.valid_from <= coalesce(($5::timestamptz[])[2], clock_timestamp()))
      and (m.valid_to is null
        or m.valid_to > coalesce(($5::timestamptz[])[1], clock_timestamp()))
      and ($5::timestamptz[] is null or m.created_at <= ($5::timestamptz[])[2])))`;

/**
 * What is told of an entity. Its taint is asked with a limit, else Postgres may read every tainted fact there is to
 * answer it for a few entities; index memory_observations_tainted.
 */
export const columns = `
  m.id, m.name, m.type, m.place, m.content, m.confidence, m.strength, m.created_at, m.updated_at,
  m.source_message_id, m.created_by, m.metadata,
  coalesce((
    select true from memory_observations o
    where o.entity_id = m.id and o.tainted and o.state = 'current' limit 1), false) as tainted`;

/** How near given entities are to the query; for those that were found by their words. */
const measure: Statement = {
  name: 'memory.measure-nearness',
  text: `
    select v.entity_id as id, 1 - min(v.embedding <=> $2::vector) as similarity
    from memory_embeddings v where v.entity_id = any($1::text[]) and v.fingerprint = $3
    group by v.entity_id`,
};

/** Given entities as if they had been found, by nothing of their own. */
const readGiven: Statement = {
  name: 'memory.read-given',
  text: `
    select ${columns}, null::float8 as similarity, 0::real as rank, false as has_all_words
    from memory_entities m where m.id = any($1::text[]) and m.state = 'current' order by m.id`,
};

export interface RecallRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly place: string;
  readonly content: string;
  readonly confidence: number;
  readonly strength: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly source_message_id: string | null;
  readonly created_by: string;
  readonly metadata: JsonObject;
  readonly tainted: boolean;
  readonly similarity: number | null;
  readonly rank: number;
  readonly has_all_words: boolean;
}

export async function measureSimilarity(
  tx: Tx,
  ids: readonly string[],
  { vector, fingerprint }: QueryVector,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; similarity: number }>(measure, [
    ids,
    toSql([...vector]),
    fingerprint,
  ]);
  return new Map(rows.map(({ id, similarity }) => [id, clamp(similarity)]));
}

/** Entities whose place somebody has looked at already. */
export async function readEntities(tx: Tx, ids: readonly string[]): Promise<RecalledEntity[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows<RecallRow & Record<string, unknown>>(readGiven, [ids]);
  return rows.map(readRow);
}

/** What `fits` wants, in its order. */
export function filterOf(tx: Tx, { places, types, at }: RecallQuery): unknown[] {
  return [tx.caller.workspace, places, types ?? null, at === 'all', endsOf(at) ?? null];
}

export function readRow(row: RecallRow): RecalledEntity {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    place: row.place,
    content: row.content,
    confidence: row.confidence,
    strength: row.strength,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    sourceMessageId: row.source_message_id ?? undefined,
    createdBy: row.created_by,
    metadata: row.metadata,
    isTainted: row.tainted,
    similarity: row.similarity === null ? undefined : clamp(row.similarity),
    wordRank: row.rank,
    hasAllWords: row.has_all_words,
  };
}

/** Rounding may leave a cosine a hair outside. */
function clamp(similarity: number): number {
  return Math.min(1, Math.max(0, similarity));
}
