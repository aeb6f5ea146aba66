import { Client } from 'pg';
import { perSecond } from '../percentiles.js';
import { Histogram } from '../statistics/histogram.js';

/** Rows in one statement and transaction. */
const batch = 50;
const clients = 4;

const table = `create table if not exists bench_rows
  (id text primary key, conversation text not null, content jsonb not null, at timestamptz not null default now())`;

const insert = {
  name: 'bench-rows',
  text: `insert into bench_rows (id, conversation, content)
    select * from unnest($1::text[], $2::text[], $3::jsonb[])`,
};

/** Rows a second that Postgres makes durable, 50 a transaction from four clients: messages without a server around them. */
export async function measureRawRows(
  url: string,
  content: string,
  seconds: number,
): Promise<number> {
  return withClients(url, clients, async (open) => {
    await insertFor(open, { content, batch, seconds: 0.3 });
    const startedAt = performance.now();
    const { rows } = await insertFor(open, { content, batch, seconds });
    return perSecond(rows, performance.now() - startedAt);
  });
}

/** One row and its commit, one after another: the median, in milliseconds. */
export async function measureRowLatency(url: string, content: string): Promise<number> {
  return withClients(url, 1, async (open) => {
    const { latency } = await insertFor(open, { content, batch: 1, seconds: 1 });
    return latency.percentile(0.5);
  });
}

async function withClients<T>(
  url: string,
  count: number,
  measure: (open: readonly Client[]) => Promise<T>,
): Promise<T> {
  const open = Array.from({ length: count }, () => new Client({ connectionString: url }));
  try {
    for (const client of open) await client.connect();
    await open[0]?.query(table);
    const measured = await measure(open);
    await open[0]?.query('truncate bench_rows');
    return measured;
  } finally {
    await Promise.all(open.map((client) => client.end()));
  }
}

interface Inserts {
  readonly content: string;
  readonly batch: number;
  readonly seconds: number;
}

let number = 0;

async function insertFor(
  open: readonly Client[],
  { content, batch: size, seconds }: Inserts,
): Promise<{ rows: number; latency: Histogram }> {
  const until = performance.now() + seconds * 1_000;
  const latency = new Histogram();
  let rows = 0;
  await Promise.all(
    open.map(async (client) => {
      while (performance.now() < until) {
        const ids = Array.from({ length: size }, () => `${process.pid}-${(number += 1)}`);
        const contents = ids.map(() => content);
        const startedAt = performance.now();
        await client.query({ ...insert, values: [ids, ids, contents] });
        latency.record(performance.now() - startedAt);
        rows += size;
      }
    }),
  );
  return { rows, latency };
}
