import { CaxtonClient } from '#client';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { readObjectArgument } from '../run/read-input.js';
import { facts } from '../show/table.js';
import { OwnServer } from './own-server.js';
import { runLoad } from './run-load.js';
import { summarize, type BenchFigures } from './summarize.js';

export interface BenchFlags {
  readonly own?: boolean;
  readonly capability: string;
  readonly content: string;
  readonly messages: number;
  readonly concurrency: number;
  readonly timeout: number;
}

/** Works a server and tells how fast it answered; ends as failed when a message failed. */
export async function bench(run: Invocation<BenchFlags>): Promise<Ending | undefined> {
  const own = run.flags.own === true ? await OwnServer.start() : undefined;
  try {
    const client = own === undefined ? await run.client() : new CaxtonClient(own.url);
    return await measure(run, client);
  } finally {
    await own?.stop();
  }
}

async function measure(
  { terminal, flags }: Invocation<BenchFlags>,
  client: CaxtonClient,
): Promise<Ending | undefined> {
  const { capability, messages, concurrency, timeout } = flags;
  const content = await readObjectArgument('--content', flags.content);
  const load = { message: { capability, content }, messages, concurrency, timeoutMs: timeout };
  const begun = performance.now();
  const outcomes = await runLoad(client, load, (done) => {
    terminal.tellProgress(done, messages);
  });
  const figures = { capability, concurrency, ...summarize(outcomes, performance.now() - begun) };
  terminal.show(figures, renderFigures);
  return figures.failed === 0 ? undefined : 'failed';
}

function renderFigures({ latency_ms: latency, failures, ...figures }: BenchFigures): string {
  const failed = Object.keys(failures).length === 0 ? {} : { failures };
  return facts({
    messages: figures.messages,
    failed: figures.failed,
    seconds: figures.seconds,
    'per second': figures.per_second,
    'latency p50': `${String(latency.p50)} ms`,
    'latency p95': `${String(latency.p95)} ms`,
    'latency p99': `${String(latency.p99)} ms`,
    'latency max': `${String(latency.max)} ms`,
    ...failed,
  });
}
