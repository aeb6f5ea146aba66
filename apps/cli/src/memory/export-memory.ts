import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../run/cli-error.js';
import type { Invocation } from '../run/invocation.js';
import { writeWhole } from '../run/write-whole.js';
import { answerOf, credentialsOf, openRequest, readRefusal } from './call-server.js';
import { addressOf, formatOf, ownerQuery, pathOf, type MoveFlags } from './move-target.js';
import { Progress } from './progress.js';

const lineEnd = 0x0a;

export interface ExportFlags extends MoveFlags {
  readonly embeddings: boolean;
}

/** Writes a memory to a file, which appears only when it is whole. */
export async function exportMemory(run: Invocation<ExportFlags>): Promise<undefined> {
  const { flags } = run;
  const query = ownerQuery(flags);
  query.set('format', formatOf(flags));
  query.set('include_embeddings', String(flags.embeddings));
  const { url, apiKey } = await run.target();
  const address = addressOf(url, 'export', query);
  const answer = await answerOf(openRequest(address, 'GET', credentialsOf(apiKey)).end());
  if (answer.statusCode !== 200) throw await readRefusal(answer);
  const watch = new ExportWatch();
  const path = pathOf(flags.file);
  const told = await writeWhole(path, async (output) => {
    await pipeline(answer, watch, output);
    return watch.checkEnd(formatOf(flags));
  });
  // The standard output is the export itself, if no file is.
  if (path !== undefined && run.terminal.isJson) run.terminal.show({ file: path, ...told }, String);
}

/** Counts records, which stand one a line, while they go by. */
class ExportWatch extends Transform {
  private readonly progress = new Progress();
  private records = 0;
  private bytes = 0;
  private tail = '';

  override _transform(chunk: Buffer, _encoding: string, done: (e: null, c: Buffer) => void): void {
    for (let at = chunk.indexOf(lineEnd); at !== -1; at = chunk.indexOf(lineEnd, at + 1)) {
      this.records += 1;
    }
    this.bytes += chunk.length;
    this.tail = (this.tail + chunk.subarray(-200).toString('latin1')).slice(-200);
    this.progress.tell(() => this.told);
    done(null, chunk);
  }

  /** What was written. @throws {CliError} the end is missing although the connection ended well */
  checkEnd(format: string): { readonly records: number; readonly bytes: number } {
    const isWhole = format === 'json' ? /\]\}\s*$/ : /\{"record":"end"[^\n]*\}\n$/;
    if (!isWhole.test(this.tail)) {
      throw new CliError('failed', 'The export has no end.', 'Run it again.');
    }
    this.progress.end(this.told);
    return { records: this.records, bytes: this.bytes };
  }

  private get told(): string {
    const megabytes = (this.bytes / 1_000_000).toFixed(1);
    return `${this.records.toLocaleString('en')} records, ${megabytes} MB`;
  }
}
