import type { TextEmbedder } from '#embeddings';
import { findNearest, memoryEntities, openMemory, type Place } from '#memory';
import { localDeveloper, type Database } from '#platform';
import { createMigratedDatabase } from '../../support/migrated-database.js';
import { latencyOf } from '../percentiles.js';
import { inParallel, loadCrowd } from './crowd.js';
import { CrowdEmbedder } from './crowd-embedder.js';

/** What places hold; the rest of all is in the workspace, which nobody of them is asked for. */
const sizes = [500, 1_000, 2_000, 5_000, 10_000, 20_000];

const queries = 240;

interface Ground {
  readonly database: Database;
  readonly embedder: TextEmbedder;
}

type Way = 'exact' | 'indexed';

/**
 * What a search costs among so many in sight, compared one by one and by the index, in one run and by
 * turns, so that a busy machine is as busy for both.
 */
export async function measureSizes(entities: number): Promise<void> {
  const opened = await createMigratedDatabase(memoryEntities);
  const { database } = opened;
  try {
    const embedder = await CrowdEmbedder.open();
    const ground = { database, embedder };
    const { memory, settler } = openMemory(database, embedder);
    await loadCrowd(memory, entities, placeOf);
    await settler.settle();
    await database.analyzeGrown();
    console.log(`${String(entities)} entities, all in the index; 8 searches beside one another`);
    console.log(
      '| in sight | exact/s | index/s | ratio | exact p50/p95 | index p50/p95 | recall@10 |',
    );
    for (const size of sizes) console.log(await measureSize(ground, size));
  } finally {
    await opened.close();
  }
}

function placeOf(n: number): Place {
  let until = 0;
  for (const size of sizes) {
    until += size;
    if (n < until) return placeOfSize(size);
  }
  return 'workspace';
}

const placeOfSize = (size: number): Place => `agent:s${String(size)}`;

async function measureSize(ground: Ground, size: number): Promise<string> {
  const took: Record<Way, number[]> = { exact: [], indexed: [] };
  const wall: Record<Way, number> = { exact: 0, indexed: 0 };
  const found: Record<Way, Map<number, string[]>> = { exact: new Map(), indexed: new Map() };
  for (let from = 0; from < queries; from += 40) {
    for (const way of ['exact', 'indexed'] as const) {
      const startedAt = performance.now();
      let n = from;
      await inParallel(8, async () => {
        const own = n;
        n += 1;
        if (own >= from + 40) return false;
        const began = performance.now();
        found[way].set(own, await search(ground, size, own, way));
        took[way].push(performance.now() - began);
        return true;
      });
      wall[way] += performance.now() - startedAt;
    }
  }
  return row(size, took, wall, recallOf(found));
}

async function search(
  { database, embedder }: Ground,
  size: number,
  n: number,
  way: Way,
): Promise<string[]> {
  const [vector = new Float32Array()] = await embedder.embed([`query ${String(10_000_000 + n)}`]);
  const outlook = { many: way === 'indexed', unsettled: false, waiting: false };
  const query = { text: '', places: [placeOfSize(size)], minSimilarity: 0, limit: 10 };
  const entities = await findNearest(
    database,
    localDeveloper,
    { ...query, mode: 'semantic' },
    { vector, fingerprint: embedder.fingerprint },
    outlook,
  );
  return entities.map(({ id }) => id);
}

function recallOf({ exact, indexed }: Record<Way, Map<number, string[]>>): number {
  let alike = 0;
  for (const [n, ids] of exact) {
    alike += (indexed.get(n) ?? []).filter((id) => ids.includes(id)).length;
  }
  return alike / (10 * exact.size);
}

function row(
  size: number,
  took: Record<Way, number[]>,
  wall: Record<Way, number>,
  recall: number,
): string {
  const rate = (way: Way): number => (queries / wall[way]) * 1_000;
  const show = (way: Way): string => {
    const { p50, p95 } = latencyOf(took[way]);
    return `${String(p50)}/${String(p95)}`;
  };
  const ratio = (rate('indexed') / rate('exact')).toFixed(2);
  const rates = [rate('exact'), rate('indexed')].map((value) => value.toFixed(0));
  const cells = [size, ...rates, ratio, show('exact'), show('indexed'), recall.toFixed(3)];
  return `| ${cells.join(' | ')} |`;
}
