import { pipeline } from 'node:stream/promises';
import { CliError } from '../run/cli-error.js';
import type { Invocation } from '../run/invocation.js';
import { writeWhole } from '../run/write-whole.js';

export interface ExportFlags {
  readonly file?: string;
  readonly steps?: boolean;
}

/** Writes a conversation as JSON Lines: to a file, which appears only when it is whole, or to the standard output. */
export async function exportConversation(run: Invocation<ExportFlags>): Promise<undefined> {
  const { file, steps = false } = run.flags;
  const path = file === '-' ? undefined : file;
  const answer = await (await run.client()).conversations.export(run.arg(0), { steps });
  const { body } = answer;
  if (body === null) throw new CliError('fault', 'The server answered nothing.');
  const told = await writeWhole(path, async (output) => {
    const watch = new RecordWatch();
    await pipeline(body, (chunks) => watch.pass(chunks), output, { end: path !== undefined });
    return watch.checkEnd();
  });
  if (path === undefined) return;
  run.terminal.show(
    { file: path, ...told },
    ({ records }) => `${String(records)} records are in ${path}.\n`,
  );
}

/** Counts the lines that go by, and keeps the last. */
class RecordWatch {
  private records = 0;
  private last = '';
  private unfinished = '';

  async *pass(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const decoder = new TextDecoder();
    for await (const chunk of chunks) {
      const lines = (this.unfinished + decoder.decode(chunk, { stream: true })).split('\n');
      this.unfinished = lines.pop() ?? '';
      this.records += lines.length;
      this.last = lines.at(-1) ?? this.last;
      yield chunk;
    }
  }

  /** How many there were. @throws {CliError} the end is missing although the connection ended well */
  checkEnd(): { readonly records: number } {
    const isWhole = this.unfinished === '' && this.last.startsWith('{"record":"end"');
    if (isWhole) return { records: this.records };
    throw new CliError('failed', 'The export has no end. Nothing was kept.', 'Run it again.');
  }
}
