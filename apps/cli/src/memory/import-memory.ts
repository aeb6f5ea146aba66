import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { CliError } from '../run/cli-error.js';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { answerOf, credentialsOf, openRequest, readRefusal } from './call-server.js';
import type { Terminal } from '../show/terminal.js';
import { addressOf, formatOf, ownerQuery, pathOf, type MoveFlags } from './move-target.js';
import { Progress } from './progress.js';

/** The part of the server's answer that is told. */
interface Imported extends Readonly<Record<string, unknown>> {
  readonly complete: boolean;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export interface ImportFlags extends MoveFlags {
  /** As the contract names it. */
  readonly strategy: string;
  readonly dryRun: boolean;
}

const mediaTypes: Readonly<Record<string, string>> = {
  json: 'application/json',
  jsonl: 'application/x-ndjson',
};

/**
 * Sends a file to a server as one stream. What broke off is resumed by sending it again. Ends as failed also when
 * records were left out or the end of the export was missing.
 */
export async function importMemory(
  run: Invocation<ImportFlags>,
  strategy: string,
): Promise<Ending | undefined> {
  const { flags } = run;
  const { url, apiKey } = await run.target();
  const { input, size } = await openSource(pathOf(flags.file));
  const query = ownerQuery(flags);
  query.set('merge_strategy', strategy);
  query.set('dry_run', String(flags.dryRun));
  const asking = openRequest(addressOf(url, 'import', query), 'POST', {
    ...credentialsOf(apiKey),
    'content-type': mediaTypes[formatOf(flags)] ?? 'application/x-ndjson',
    'idempotency-key': randomUUID(),
    ...(size === undefined ? {} : { 'content-length': String(size) }),
  });
  const progress = new Progress();
  // Whatever is wrong with the connection is told by the answer that does not come.
  send(input, asking, (bytes) => {
    progress.tell(() => share(bytes, size));
  });
  const answer = await answerOf(asking);
  input.unpipe(asking).destroy();
  if (answer.statusCode !== 201) {
    const refusal = await readRefusal(answer);
    asking.destroy();
    throw refusal;
  }
  return tell((await json(answer)) as Imported, progress, run.terminal);
}

/** What is read, and how long it is if that is known. @throws {CliError} the path is that of a folder */
async function openSource(
  path: string | undefined,
): Promise<{ readonly input: Readable; readonly size: number | undefined }> {
  if (path === undefined) return { input: process.stdin, size: undefined };
  const file = await open(path);
  const found = await file.stat();
  if (found.isDirectory()) {
    await file.close();
    throw new CliError('usage', `${path} is a folder, not a file.`, 'Name a file in it.');
  }
  // A pipe has no size before it has been read.
  return { input: file.createReadStream(), size: found.isFile() ? found.size : undefined };
}

function send(input: Readable, asking: ClientRequest, onSent: (bytes: number) => void): void {
  let bytes = 0;
  input.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    onSent(bytes);
  });
  input.on('error', (error: Error) => {
    asking.destroy(error);
  });
  asking.on('error', () => undefined);
  input.pipe(asking);
}

function share(bytes: number, size: number | undefined): string {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  if (size === undefined) return `${megabytes} MB sent`;
  return `${megabytes} of ${(size / 1_000_000).toFixed(1)} MB sent`;
}

function tell(imported: Imported, progress: Progress, terminal: Terminal): Ending | undefined {
  const { complete, problems } = imported;
  terminal.show(imported, renderCounts);
  for (const { line, message } of problems) progress.end(`Line ${String(line)}: ${message}`);
  if (!complete) progress.end('The end of the export was missing: the file may have been cut off.');
  return complete && problems.length === 0 ? undefined : 'failed';
}

function renderCounts(imported: Imported): string {
  const counts = Object.entries(imported).filter(([, value]) => typeof value === 'number');
  const width = Math.max(...counts.map(([name]) => name.length));
  return counts
    .map(([name, value]) => `${name.replaceAll('_', ' ').padEnd(width)}  ${String(value)}\n`)
    .join('');
}
