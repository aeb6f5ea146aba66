import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerOf, openRequest, readRefusal, ServerRefused, toExitCode } from './call-server.js';
import { addressOf, formatOf, ownerQuery, pathOf, type MoveFlags } from './move-target.js';
import { Progress } from './progress.js';

const lineEnd = 0x0a;

/** Writes a memory to a file, which appears only when it is whole. Gives the exit code. */
export function exportMemory(flags: MoveFlags & { readonly embeddings: boolean }): Promise<number> {
  return toExitCode(async () => {
    const query = ownerQuery(flags);
    query.set('format', formatOf(flags));
    query.set('include_embeddings', String(flags.embeddings));
    const asking = openRequest(addressOf(flags.url, 'export', query), 'GET').end();
    const answer = await answerOf(asking);
    if (answer.statusCode !== 200) throw await readRefusal(answer);
    const watch = new ExportWatch();
    await writeWhole(pathOf(flags.file), (output) => pipeline(answer, watch, output));
    watch.checkEnd(formatOf(flags));
    return 0;
  });
}

/** Under another name first: a file that broke off must not look like an export. */
async function writeWhole(
  path: string | undefined,
  write: (output: NodeJS.WritableStream) => Promise<void>,
): Promise<void> {
  const part = `${path ?? ''}.part`;
  try {
    await write(path === undefined ? process.stdout : createWriteStream(part));
  } catch (error) {
    if (path !== undefined) await rm(part, { force: true });
    const said = error instanceof Error ? error.message : String(error);
    throw new ServerRefused(`The export broke off (${said}). Nothing was kept; run it again.`);
  }
  if (path !== undefined) await rename(part, path);
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

  /** @throws {ServerRefused} the end is missing although the connection ended well */
  checkEnd(format: string): void {
    const isWhole = format === 'json' ? /\]\}\s*$/ : /\{"record":"end"[^\n]*\}\n$/;
    if (!isWhole.test(this.tail)) throw new ServerRefused('The export has no end; run it again.');
    this.progress.end(this.told);
  }

  private get told(): string {
    const megabytes = (this.bytes / 1_000_000).toFixed(1);
    return `${this.records.toLocaleString('en')} records, ${megabytes} MB`;
  }
}
