import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '#platform';
import { CliError } from '../run/cli-error.js';

const usual = (): readonly string[] => [
  ...[join(packageRoot(), 'dist/program/main.js'), 'server', 'start'],
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
   * @param signal ends it when the run is interrupted
   */
  static async start(command = usual(), signal?: AbortSignal): Promise<OwnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'caxton-bench-'));
    const child = startIn(folder, command, signal);
    // Listened for from the beginning: it may end before anybody asks it to.
    const ended = new Promise<void>((done) =>
      child.once('exit', () => {
        done();
      }),
    );
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    };
    try {
      const url = await urlOf(child, signal);
      // Its log goes nowhere, but a pipe that nobody reads would hold it up.
      child.stdout?.resume();
      return new OwnServer(url, stop);
    } catch (error) {
      await stop();
      throw error;
    }
  }
}

function startIn(folder: string, command: readonly string[], signal?: AbortSignal): ChildProcess {
  const child = spawn(process.execPath, [...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
    env: {
      ...{ CAXTON_DATA_DIR: folder, CAXTON_PORT: '0', CAXTON_METRICS_PORT: '0' },
      ...{ CAXTON_LOG_FORMAT: 'json', CAXTON_LLM_PROVIDER: 'embedded' },
      CAXTON_AGENTS_DIR: join(packageRoot(), 'examples/agents'),
    },
  });
  // That it was interrupted is told by whoever interrupted it.
  return child.on('error', () => undefined);
}

/** @throws {CliError} it ended instead of getting ready */
async function urlOf(child: ChildProcess, signal?: AbortSignal): Promise<string> {
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-2_000);
  });
  if (child.stdout !== null) {
    for await (const text of createInterface({ input: child.stdout })) {
      const url = readUrl(text);
      if (url !== undefined) return url;
    }
  }
  if (signal?.aborted === true) throw new CliError('interrupted', 'Nothing was measured.');
  const why = `The server of this run did not start.\n${lastWords}`.trimEnd();
  throw new CliError('failed', why, 'caxton doctor looks why.');
}

/** Where it is, in the line that says that it is ready. */
function readUrl(line: string): string | undefined {
  if (!line.startsWith('{') || !line.includes('is ready')) return undefined;
  return (JSON.parse(line) as { readonly url?: string }).url;
}
