import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '#platform';
import { CliError } from '../run/cli-error.js';

const usual = (): readonly string[] => [
  ...[join(packageRoot(), 'dist/apps/cli/src/main.js'), 'server', 'start'],
];

/** A server for one run, with data that goes with it. */
export class OwnServer {
  private constructor(
    readonly url: string,
    /** Ends it, if it has not ended by itself, and removes its data. */
    readonly stop: () => Promise<void>,
  ) {}

  /**
   * Starts one with the code agents of the examples, and none of the settings of this process. Nothing is left of one
   * that does not get ready.
   * @param command what Node runs
   */
  static async start(command = usual()): Promise<OwnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'caxton-bench-'));
    const child = spawn(process.execPath, [...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...{ CAXTON_DATA_DIR: folder, CAXTON_PORT: '0', CAXTON_METRICS_PORT: '0' },
        ...{ CAXTON_LOG_FORMAT: 'json', CAXTON_LLM_PROVIDER: 'embedded' },
        CAXTON_AGENTS_DIR: join(packageRoot(), 'examples/agents'),
      },
    });
    // Listened for from the beginning: it may end before anybody asks it to.
    const ended = once(child, 'exit');
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    };
    try {
      return new OwnServer(await urlOf(child), stop);
    } catch (error) {
      await stop();
      throw error;
    }
  }
}

/** @throws {CliError} it ended instead of getting ready */
async function urlOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout !== null) {
    for await (const text of createInterface({ input: stdout })) {
      const url = readUrl(text);
      if (url === undefined) continue;
      // Its log goes nowhere, but it has to be read.
      stdout.resume();
      return url;
    }
  }
  throw new CliError('failed', 'The server of this run did not start.', 'caxton doctor looks why.');
}

/** Where it is, in the line that says that it is ready. */
function readUrl(line: string): string | undefined {
  if (!line.startsWith('{') || !line.includes('is ready')) return undefined;
  return (JSON.parse(line) as { readonly url?: string }).url;
}
