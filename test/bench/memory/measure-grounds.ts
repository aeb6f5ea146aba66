import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#embedded';
import { memoryEntities, openMemory, type OpenMemory } from '#memory';
import { openDatabase, type Database } from '#platform';
import { createMigratedDatabase } from '../../support/migrated-database.js';
import { perSecond, type Latency } from '../percentiles.js';
import { loadCrowd, relateCrowd } from './crowd.js';
import { CrowdEmbedder } from './crowd-embedder.js';
import {
  measureGraph,
  measureIndexRecall,
  measureOffered,
  measureSearch,
  measureThroughput,
  measureWords,
  type Crowd,
} from './measure-crowd.js';

/** A figure for people, and whether it is what it should be. */
interface Figure {
  readonly what: string;
  readonly value: string;
  readonly target?: string;
  readonly isMet: boolean;
}

interface Ground {
  readonly title: string;
  readonly hasTargets: boolean;
  /** Searches a second. More than a ground can do would only fill its queue. */
  readonly offered: number;
}

const onPostgres: Ground = { title: 'Postgres', hasTargets: true, offered: 100 };
/** One thread that compares one by one, 26 ms a search: some 38 a second are all there are. */
const inside: Ground = { title: 'embedded', hasTargets: false, offered: 20 };

/** Targets hold for 100,000 entities on a real Postgres. */
export async function measureServer(entities: number): Promise<string[]> {
  const opened = await createMigratedDatabase(memoryEntities);
  try {
    return await measure(opened.database, entities, onPostgres);
  } finally {
    await opened.close();
  }
}

/** The same in the process; printed, without targets. */
export async function measureEmbedded(entities: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caxton-bench-memory-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  const database = await openDatabase({
    ...{ url: postgres.connectionString, pool: 10, entities: memoryEntities },
    ...{ sessionLimits: false, onPoolError: () => undefined },
  });
  try {
    return await measure(database, entities, inside);
  } finally {
    await database.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  database: Database,
  entities: number,
  { title, hasTargets, offered }: Ground,
): Promise<string[]> {
  const embedder = await CrowdEmbedder.open();
  const open = openMemory(database, embedder);
  const crowd: Crowd = { database, embedder, open, entities };
  console.log(`\n${String(entities)} entities, ${title}`);
  const figures: Figure[] = [];
  const tell = (figure: Figure): void => {
    figures.push(figure);
    const { what, value, target = '', isMet } = figure;
    const judged = hasTargets ? `${target} | ${isMet ? '' : 'missed'}` : ' | ';
    console.log(`| ${what} | ${value} | ${judged} |`);
  };
  const loaded = await loadCrowd(open.memory, entities);
  tell(atLeast('bulk load, entities/s', loaded, 1_000));
  tell({ what: 'into the index, vectors/s', value: await settleAll(open), isMet: true });
  await database.analyzeGrown();
  await measureSearches(crowd, offered, tell);
  await relateCrowd(open.memory, Math.min(5_000, Math.floor(entities / 4)));
  tell(within('graph depth 3, ms p50/p95/p99', await measureGraph(crowd, 200), 20, Infinity));
  return hasTargets ? figures.flatMap(({ isMet, what }) => (isMet ? [] : [what])) : [];
}

async function measureSearches(
  crowd: Crowd,
  rate: number,
  tell: (figure: Figure) => void,
): Promise<void> {
  tell(atLeast('index recall@10, 1 % of it', await measureIndexRecall(crowd, 200), 0.95));
  const small = await measureSearch(crowd, 200, (n) => [`agent:a${String(n % 50)}`]);
  tell({ what: 'search among 1 %, ms p50/p95/p99', value: show(small), isMet: true });
  tell(within('search among 51 %, ms p50/p95/p99', await measureSearch(crowd, 500), 50, 150));
  const offered = await measureOffered(crowd, 20 * rate, rate);
  tell(within(`… ${String(rate)} offered a second, ms`, offered, 50, 150));
  const beside = await measureThroughput(crowd, 1_000);
  tell(atLeast('… 8 beside one another, searches/s', beside.perSecond, 100));
  tell({ what: '… each, ms', value: show(beside.latency), isMet: true });
  tell(within('by words, ms', await measureWords(crowd, 'keyword', 200), 100, Infinity));
  tell(within('by both (hybrid), ms', await measureWords(crowd, 'hybrid', 200), 100, Infinity));
}

/** What the server does in the background. */
async function settleAll({ settler }: OpenMemory): Promise<string> {
  const startedAt = performance.now();
  const settled = await settler.settle();
  return settled === 0 ? 'none: few' : String(perSecond(settled, performance.now() - startedAt));
}

function atLeast(what: string, value: number, least: number): Figure {
  const shown = value < 2 ? value.toFixed(4) : String(value);
  return { what, value: shown, target: `≥ ${String(least)}`, isMet: value >= least };
}

function within(what: string, latency: Latency, p95: number, p99: number): Figure {
  const target = `p95 ≤ ${String(p95)}${p99 === Infinity ? '' : `, p99 ≤ ${String(p99)}`}`;
  return { what, value: show(latency), target, isMet: latency.p95 <= p95 && latency.p99 <= p99 };
}

function show({ p50, p95, p99 }: Latency): string {
  return [p50, p95, p99].map(String).join('/');
}
