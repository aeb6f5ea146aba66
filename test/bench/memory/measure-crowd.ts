import type { TextEmbedder } from '#embeddings';
import { findNearest, type OpenMemory, type Place } from '#memory';
import { localDeveloper, type Database } from '#platform';
import { setTimeout as pause } from 'node:timers/promises';
import type { RecallMode } from '#protocol';
import { readLabelledSet } from '../../retrieval/labelled-set.js';
import { latencyOf, perSecond, type Latency } from '../percentiles.js';
import { inParallel, nameOf, sightOf } from './crowd.js';

/** A memory with many in it. */
export interface Crowd {
  readonly database: Database;
  readonly embedder: TextEmbedder;
  readonly open: OpenMemory;
  readonly entities: number;
}

/** Numbers of queries, beyond those of the entities. */
const queryText = (n: number): string => `query ${String(10_000_000 + n)}`;

const queryIn = (
  places: readonly Place[],
  n: number,
): Parameters<OpenMemory['memory']['recall']>[1] => ({
  ...{ text: queryText(n), places, mode: 'semantic', minSimilarity: 0, limit: 10 },
});

/** recall@10 of the index against comparing everything, in places that hold 1 % each. */
export async function measureIndexRecall(
  { database, embedder }: Crowd,
  queries: number,
): Promise<number> {
  let found = 0;
  let wanted = 0;
  for (let n = 0; n < queries; n += 1) {
    const [vector = new Float32Array()] = await embedder.embed([queryText(n)]);
    const near = { vector, fingerprint: embedder.fingerprint };
    const query = queryIn([`agent:a${String(n % 50)}`], n);
    const find = (many: boolean): ReturnType<typeof findNearest> =>
      findNearest(database, localDeveloper, query, near, { many, unsettled: true, waiting: false });
    const ids = new Set((await find(false)).map(({ id }) => id));
    wanted += ids.size;
    found += (await find(true)).filter(({ id }) => ids.has(id)).length;
  }
  return found / wanted;
}

/** One search after the other. */
export async function measureSearch(
  { open }: Crowd,
  queries: number,
  placesOf: (n: number) => readonly Place[] = sightOf,
): Promise<Latency> {
  const samples: number[] = [];
  for (let n = 0; n < queries; n += 1) samples.push(await search(open, placesOf(n), n));
  return latencyOf(samples.slice(Math.floor(queries / 10)));
}

/** Searches side by side. */
export async function measureThroughput(
  { open }: Crowd,
  queries: number,
): Promise<{ perSecond: number; latency: Latency }> {
  const samples: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await inParallel(8, async () => {
    const n = next;
    next += 1;
    if (n >= queries) return false;
    samples.push(await search(open, sightOf(n), n));
    return true;
  });
  return {
    perSecond: perSecond(queries, performance.now() - startedAt),
    latency: latencyOf(samples),
  };
}

async function search(
  { memory }: OpenMemory,
  places: readonly Place[],
  n: number,
): Promise<number> {
  const startedAt = performance.now();
  const { entities } = await memory.recall(localDeveloper, queryIn(places, n));
  if (entities.length !== 10) throw new Error(`A search found ${String(entities.length)}.`);
  return performance.now() - startedAt;
}

/**
 * Searches that begin at a steady rate, whether those before them are done or not, as those of people do. A
 * search that begins late because of the others counts from when it should have begun.
 */
export async function measureOffered(
  { open }: Crowd,
  queries: number,
  eachSecond: number,
): Promise<Latency> {
  const startedAt = performance.now();
  const searches: Promise<number>[] = [];
  for (let n = 0; n < queries; n += 1) {
    const due = startedAt + (n * 1_000) / eachSecond;
    if (due > performance.now()) await pause(due - performance.now());
    const late = Math.max(0, performance.now() - due);
    searches.push(search(open, sightOf(n), n).then((took) => late + took));
  }
  return latencyOf(await Promise.all(searches));
}

/** The questions of the labelled set, which share words with many, and now and then a name. */
export async function measureWords(
  { open: { memory } }: Crowd,
  mode: RecallMode,
  queries: number,
): Promise<Latency> {
  const { questions } = readLabelledSet();
  const samples: number[] = [];
  for (let n = 0; n < queries; n += 1) {
    const text = n % 5 === 0 ? nameOf(n) : (questions[n % questions.length]?.ask ?? '');
    const startedAt = performance.now();
    const query = { ...queryIn(sightOf(n), n), text, mode };
    const { entities } = await memory.recall(localDeveloper, query);
    if (entities.length === 0) throw new Error(`"${text}" found nothing.`);
    samples.push(performance.now() - startedAt);
  }
  return latencyOf(samples.slice(Math.floor(queries / 10)));
}

/** Three steps along the relations of the first so many. */
export async function measureGraph({ open }: Crowd, roots: number): Promise<Latency> {
  const samples: number[] = [];
  const terms = {
    depth: 3,
    minStrength: 0.5,
    direction: 'outgoing',
    depthFirst: false,
    limit: 100,
  } as const;
  for (let n = 0; n < roots; n += 1) {
    const startedAt = performance.now();
    const graph = await open.view.graph(localDeveloper, ['workspace'], nameOf(2 * n), terms);
    if (graph === undefined || graph.nodes.length < 10) throw new Error('The graph is too small.');
    samples.push(performance.now() - startedAt);
  }
  return latencyOf(samples);
}
