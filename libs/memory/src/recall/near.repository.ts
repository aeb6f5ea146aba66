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

/**
 * Every vector in the places is compared. Each entity counts with its nearest piece. Materialized, so that
 * nothing of an entity is read before it is known to be among the nearest.
 */
const findAmong = (which: string): string => `
    with near as materialized (
      select v.entity_id as id, min(v.embedding <=> $6::vector) as distance
      from memory_embeddings v join memory_entities m on m.id = v.entity_id
      where ${compared} and ${which} and ${fits}
      group by v.entity_id having 1 - min(v.embedding <=> $6::vector) >= $9
      order by 2, 1 limit $8)
    select ${columns}, 1 - near.distance as similarity, 0::real as rank, false as has_all_words
    from near join memory_entities m on m.id = near.id order by near.distance, m.id`;

const findExact: Statement = { name: 'memory.find-exact', text: findAmong('true') };

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
      select ${columns}, 1 - best.distance as similarity, 0::real as rank, false as has_all_words,
        (select count(*)::int from near) as seen
      from best join memory_entities m on m.id = best.id order by best.distance, m.id`,
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

export async function findExactly(
  tx: Tx,
  query: RecallQuery,
  near: QueryVector,
): Promise<RecalledEntity[]> {
  return compareAll(tx, findExact, query, near);
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
  const { vector, fingerprint } = near;
  const { limit } = query;
  const unsettled = hasUnsettled ? await compareAll(tx, findUnsettled, query, near) : [];
  await tx.rows(walkIndex);
  const wanted = candidatesFor(limit);
  const rows = await tx.rows<RecallRow & { readonly seen: number } & Record<string, unknown>>(
    findIndexed(vector.length),
    [...filterOf(tx, query), toSql([...vector]), fingerprint, limit, wanted],
  );
  const found = rows.map(readRow);
  const nearEnough = found.filter(({ similarity = 0 }) => similarity >= query.minSimilarity);
  const isWhole =
    rows[0]?.seen === wanted && (found.length === limit || nearEnough.length < found.length);
  return isWhole ? mergeNearest([...nearEnough, ...unsettled], limit) : undefined;
}
