import { openDatabase, type Database } from '#platform';
import { createReadyDatabase } from '../../support/migrated-database.js';
import { latencyOf } from '../percentiles.js';
import { layouts, type Layout, type Month } from './layouts.js';
import { effortOf, sizeOf, type Effort } from './ledger.js';
import { fill, removeMonth, turn, vacuum } from './measure-layout.js';
import { run } from '../run.js';
import { readNumber, withServers } from '../with-servers.js';

/**
 * `npm run bench:partitions [-- --messages 10000] [-- --months 6]`: the steps of so many messages a month, in one table
 * and in tables that are parted, on one real Postgres in one run: what a turn pays, what the removal of a month costs.
 */
const messages = readNumber('--messages', 10_000);
const monthCount = readNumber('--months', 6);
const turns = 1_000;

async function bench(): Promise<void> {
  const ready = await createReadyDatabase();
  const database = await openDatabase({
    ...{ url: ready.url, pool: 2, entities: [], onPoolError: () => undefined },
    sessionLimits: false,
  });
  try {
    const months = await monthsUntilNow(database);
    for (const layout of layouts) await open(database, layout, months);
    await measureTurns(database, 'as filled');
    for (const layout of layouts) await measureRemoval(database, layout, months);
    await measureTurns(database, 'after the removal');
  } finally {
    await database.close();
    await ready.drop();
  }
}

async function open(database: Database, layout: Layout, months: readonly Month[]): Promise<void> {
  for (const statement of layout.make(months)) await run(database, statement);
  const effort = await fill(database, layout, months, messages);
  await vacuum(database, layout);
  const size = await sizeOf(database, layout.table);
  console.log(`${layout.name.padEnd(10)} filled: ${told(effort)}, ${megabytes(size)} MB on disk`);
}

/** Turn about, so that whatever else the machine does meets all of them. */
async function measureTurns(database: Database, when: string): Promise<void> {
  const samples = layouts.map((): number[] => []);
  for (let count = 0; count < turns; count += 1) {
    for (const [index, layout] of layouts.entries()) {
      samples[index]?.push(await turn(database, layout, newId(count)));
    }
  }
  const first = latencyOf(samples[0] ?? []);
  for (const [index, layout] of layouts.entries()) {
    const { p50, p95 } = latencyOf(samples[index] ?? []);
    const ratio = (mean(samples[index] ?? []) / mean(samples[0] ?? [])).toFixed(2);
    console.log(
      `${layout.name.padEnd(10)} a turn's read and write, ${when}: p50 ${String(p50)} ms, p95 ${String(p95)} ms, ` +
        `mean ×${ratio} (p50 of one table ${String(first.p50)})`,
    );
  }
}

/** One month with nothing beside it, another one beside turns. */
async function measureRemoval(
  database: Database,
  layout: Layout,
  months: readonly Month[],
): Promise<void> {
  const removal = await effortOf(database, () => removeMonth(database, layout, months, 0));
  const after = await vacuum(database, layout);
  const size = await sizeOf(database, layout.table);
  console.log(
    `${layout.name.padEnd(10)} a month removed: ${told(removal)}; vacuum: ${told(after)}; ${megabytes(size)} MB left`,
  );
  const done = new AbortController();
  const removing = removeMonth(database, layout, months, 1).finally(() => {
    done.abort();
  });
  const samples: number[] = [];
  do samples.push(await turn(database, layout, newId(turns + samples.length)));
  while (!done.signal.aborted);
  await removing;
  const { p50, p95 } = latencyOf(samples);
  console.log(
    `${layout.name.padEnd(10)} ${String(samples.length)} turns beside the removal of another: ` +
      `p50 ${String(p50)} ms, p95 ${String(p95)} ms, longest ${String(Math.round(Math.max(...samples)))} ms`,
  );
}

/** The last is that of now. */
async function monthsUntilNow(database: Database): Promise<Month[]> {
  const at = (shift: string): string =>
    `date_trunc('month', now()) + (n - ${String(monthCount - 1)} + ${shift}) * interval '1 month'`;
  const id = (shift: string): string =>
    `'msg-' || lpad(to_hex((extract(epoch from ${at(shift)}) * 1000)::bigint), 12, '0')`;
  return run<Month & Record<string, unknown>>(
    database,
    `select (${at('0')})::text as "from", (${at('1')})::text as "to", ${id('0')} as "fromId", ${id('1')} as "toId"
     from generate_series(0, ${String(monthCount - 1)}) n order by n`,
  );
}

function newId(count: number): string {
  return `msg-${Date.now().toString(16).padStart(12, '0')}-new-${String(count)}`;
}

function told({ ms, walBytes }: Effort): string {
  return `${String(Math.round(ms))} ms, ${megabytes(walBytes)} MB of WAL`;
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

const mean = (samples: readonly number[]): number =>
  samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, samples.length);

await withServers(import.meta.url, bench);
