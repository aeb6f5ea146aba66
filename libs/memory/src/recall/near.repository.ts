import { toSql } from 'pgvector';
import type { Statement, Tx } from '#platform';
import { anyWaiting } from '../vectors/vector.repository.js';
import { everyWorkspace } from '../place.js';
import { candidatesFor, costOfVisit, fewVectors, hasNearIndex } from './near-index.js';
import { mergeNearest } from './merge-nearest.js';
import type { QueryVector, RecalledEntity, RecallQuery } from './recall-query.js';
import { columns, filterOf, fits, readRow, type RecallRow } from './recall.repository.js';

/** Only the vectors of one model in the places asked for; index memory_embeddings_place. */
const compared = `
  v.workspace_id in ($1, '${everyWorkspace}') and v.place = any($2::text[]) and v.fingerprint = $7
  and v.dimensions = vector_dims($6::vector)`;

/** The best, and how many vectors were seen to find them. */
const readBest = `
    select ${columns}, 1 - best.distance as similarity, 0::real as rank, false as has_all_words,
      (select count(*)::int from near) as seen
    from best join memory_entities m on m.id = best.id order by best.distance, m.id`;

/**
 * Every vector in the places is compared. Each entity counts with its nearest piece. Materialized, so that
 * no vector, which is long, is carried through a join or a sort, and nothing of an entity is read before it
 * is known to be among the nearest.
 */
const findAmong = (which: string): string => `
    with measured as materialized (
      select v.entity_id as id, v.embedding <=> $6::vector as distance
      from memory_embeddings v where ${compared} and ${which}),
    near as materialized (
      select d.id, min(d.distance) as distance
      from measured d join memory_entities m on m.id = d.id where ${fits}
      group by d.id having 1 - min(d.distance) >= $9
      order by 2, 1 limit $8)
    select ${columns}, 1 - near.distance as similarity, 0::real as rank, false as has_all_words
    from near join memory_entities m on m.id = near.id order by near.distance, m.id`;

const findExact: Statement = { name: 'memory.find-exact', text: findAmong('true') };

/** The nearest vectors are chosen before anybody looks at their entities, nearly all of which fit. */
const findFirst: Statement = {
  name: 'memory.find-first',
  text: `
    with near as materialized (
      select v.entity_id as id, v.embedding <=> $6::vector as distance
      from memory_embeddings v where ${compared} order by 2 limit $9),
    best as (
      select n.id, min(n.distance) as distance
      from near n join memory_entities m on m.id = n.id where ${fits}
      group by n.id order by 2, 1 limit $8)
    ${readBest}`,
};

/** What is not in the index yet; index memory_embeddings_unsettled. */
const findUnsettled: Statement = {
  name: 'memory.find-unsettled',
  text: findAmong('not v.settled'),
};

/**
 * The index gives vectors in the order of their nearness, roughly; the filter is applied while it is
 * walked, and it is walked on until enough fit (iterative scan). Then they are measured at full precision.
 */
function findIndexed(dimensions: number): Statement {
  const half = `halfvec(${String(dimensions)})`;
  return {
    name: `memory.find-indexed-${String(dimensions)}`,
    text: `
      with near as materialized (
        select v.entity_id as id, v.embedding <=> $6::vector as distance
        from memory_embeddings v join memory_entities m on m.id = v.entity_id
        where v.dimensions = ${String(dimensions)} and v.settled and ${compared} and ${fits}
        order by v.embedding::${half} <=> $6::vector::${half} limit $9),
      best as (
        select id, min(distance) as distance from near group by id order by 2, 1 limit $8)
      ${readBest}`,
  };
}

/** What a search must know before it begins, asked at once; index memory_embeddings_place. */
export interface Outlook {
  /** More vectors are in the places than are compared gladly: the index finds the nearest sooner. */
  readonly many: boolean;
  /** Some in these places may not be in the index. */
  readonly unsettled: boolean;
  /** Something, somewhere, has no vectors of this model. */
  readonly waiting: boolean;
}

/** Stops counting where there are more than is cheap. */
const lookOut: Statement = {
  name: 'memory.look-out',
  text: `
    with cheap as (
      select greatest($4::float8, sqrt($5::float8 * greatest(reltuples, 0)))::int as vectors
      from pg_class where oid = 'memory_embeddings'::regclass)
    select exists (
        select from memory_embeddings v
        where v.workspace_id in ($1, '${everyWorkspace}') and v.place = any($2::text[])
          and v.fingerprint = $3
        offset greatest((select vectors from cheap) - 1, 0)) as many,
      ${anyWaiting('$3')} as waiting,
      exists (select from memory_embeddings v
        where v.workspace_id in ($1, '${everyWorkspace}') and v.place = any($2::text[])
          and v.fingerprint = $3 and not v.settled) as unsettled`,
};

/**
 * For the rest of the transaction: the index is walked until enough was found, wide enough for a recall
 * of 0.95 and more; and the planner takes it, whatever it thinks of the cost.
 */
const walkIndex: Statement = {
  name: 'memory.walk-index',
  text: `
    select set_config('hnsw.iterative_scan', 'relaxed_order', true),
      set_config('hnsw.ef_search', '100', true), set_config('enable_seqscan', 'off', true),
      set_config('enable_sort', 'off', true), set_config('jit', 'off', true)`,
};

/** What gets its vectors while it is looked out for is not in the index yet. */
export async function lookOutFor(
  tx: Tx,
  { places, limit }: RecallQuery,
  { vector, fingerprint }: QueryVector,
): Promise<Outlook> {
  const [row] = await tx.rows<Outlook & Record<string, unknown>>(lookOut, [
    tx.caller.workspace,
    places,
    fingerprint,
    fewVectors(vector.length),
    costOfVisit * candidatesFor(limit),
  ]);
  const { many = false, waiting = true, unsettled = true } = row ?? {};
  return {
    many: many && hasNearIndex(vector.length),
    unsettled: unsettled || waiting,
    waiting,
  };
}

/** By comparing every vector in the places. */
export async function findExactly(
  tx: Tx,
  query: RecallQuery,
  near: QueryVector,
): Promise<RecalledEntity[]> {
  const first = chooses(query) ? nothing : await findSome(tx, findFirst, query, near);
  const isAll = first.seen > 0 && first.seen < candidatesFor(query.limit);
  if (isAll || isEnough(query, first)) return [...first.near];
  return compareAll(tx, findExact, query, near);
}

/** Whether entities are left out for what they are, so that the nearest of all may not be among them. */
function chooses({ types, at }: RecallQuery): boolean {
  return types !== undefined || typeof at === 'object';
}

async function compareAll(
  tx: Tx,
  statement: Statement,
  query: RecallQuery,
  { vector, fingerprint }: QueryVector,
): Promise<RecalledEntity[]> {
  const rows = await tx.rows<RecallRow & Record<string, unknown>>(statement, [
    ...filterOf(tx, query),
    toSql([...vector]),
    fingerprint,
    query.limit,
    query.minSimilarity,
  ]);
  return rows.map(readRow);
}

/**
 * The nearest by the index; in a transaction, whose settings it changes. Nothing when the index cannot
 * tell: it met too few that fit, and those who are farther away may be near enough.
 */
export async function findByIndex(
  tx: Tx,
  query: RecallQuery,
  near: QueryVector,
  { unsettled: hasUnsettled }: Pick<Outlook, 'unsettled'>,
): Promise<RecalledEntity[] | undefined> {
  const unsettled = hasUnsettled ? await compareAll(tx, findUnsettled, query, near) : [];
  await tx.rows(walkIndex);
  const first = await findSome(tx, findIndexed(near.vector.length), query, near);
  if (first.seen < candidatesFor(query.limit) || !isEnough(query, first)) return undefined;
  return mergeNearest([...first.near, ...unsettled], query.limit);
}

/** What a look at the nearest vectors gave. */
interface Seen {
  /** How many vectors it looked at. */
  readonly seen: number;
  /** How many entities of these fit. */
  readonly fit: number;
  /** Those of them that are near enough. */
  readonly near: readonly RecalledEntity[];
}

const nothing: Seen = { seen: 0, fit: 0, near: [] };

async function findSome(
  tx: Tx,
  statement: Statement,
  query: RecallQuery,
  { vector, fingerprint }: QueryVector,
): Promise<Seen> {
  const { limit, minSimilarity } = query;
  const wanted = [toSql([...vector]), fingerprint, limit, candidatesFor(limit)] as const;
  const values = [...filterOf(tx, query), ...wanted];
  const rows = await tx.rows<RecallRow & Pick<Seen, 'seen'> & Record<string, unknown>>(
    statement,
    values,
  );
  const near = rows.filter(({ similarity }) => (similarity ?? 0) >= minSimilarity).map(readRow);
  return { seen: rows[0]?.seen ?? 0, fit: rows.length, near };
}

/** Not when they are too few: who is farther away may be near enough as well. */
function isEnough({ limit }: RecallQuery, { fit, near }: Seen): boolean {
  return fit === limit || near.length < fit;
}
