import { CaxtonClient } from '#client';
import { CliError } from '../run/cli-error.js';
import { endingOfReply } from '../messages/compose-message.js';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { readObjectArgument } from '../run/read-input.js';
import { OwnServer } from './own-server.js';
import { renderFigures } from './render-figures.js';
import { runLoad, type Load } from './run-load.js';
import { summarize } from './summarize.js';

export interface BenchFlags {
  readonly own?: boolean;
  readonly capability: string;
  readonly content: string;
  readonly messages: number;
  readonly for?: number;
  readonly concurrency: number;
  readonly timeout: number;
}

/** Works a server and tells how fast it answered; ends as failed when a message failed. Ctrl-C tells what was so far. */
export async function bench(run: Invocation<BenchFlags>): Promise<Ending | undefined> {
  const stop = new AbortController();
  // The second Ctrl-C ends the process as usual.
  process.once('SIGINT', () => {
    stop.abort();
  });
  const own = run.flags.own === true ? await OwnServer.start(undefined, stop.signal) : undefined;
  try {
    const client = own === undefined ? await run.client() : new CaxtonClient(own.url);
    return await measure(run, client, stop.signal);
  } finally {
    await own?.stop();
  }
}

async function measure(
  { terminal, flags }: Invocation<BenchFlags>,
  client: CaxtonClient,
  signal: AbortSignal,
): Promise<Ending | undefined> {
  const { capability, messages, concurrency, timeout: timeoutMs, for: lastsMs } = flags;
  const content = await readObjectArgument('--content', flags.content);
  const load = { message: { capability, content }, messages, lastsMs, concurrency, timeoutMs };
  const { version, mode, workers } = await client.server.health();
  await tryOne(client, { ...load, signal }).catch((error: unknown) => {
    throw signal.aborted ? new CliError('interrupted', 'Nothing was measured.') : error;
  });
  const begun = performance.now();
  const outcomes = await runLoad(client, { ...load, signal }, ({ done, total }) => {
    terminal.tellProgress(done, total);
  });
  const figures = summarize(outcomes, performance.now() - begun);
  const server = { version, mode, ...(workers === undefined ? {} : { workers }) };
  terminal.show({ server, capability, concurrency, ...figures }, renderFigures);
  if (signal.aborted) return 'interrupted';
  return figures.failed === 0 ? undefined : 'failed';
}

/** One message that is not counted: what would be wrong with all of them is told, and nothing is measured cold. */
async function tryOne(client: CaxtonClient, { message, timeoutMs, signal }: Load): Promise<void> {
  const reply = await client.messages.sendAndWait(message, { timeoutMs, signal });
  if (endingOfReply(reply) === undefined) return;
  throw new CliError(
    'failed',
    `${reply.sender} answers ${reply.performative}: ${JSON.stringify(reply.content)}`,
    'Say with --content what the agent takes.',
  );
}
