import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '#platform';
import { CliError } from '../run/cli-error.js';

/** A server for one run, with data that goes with it. */
export class OwnServer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Starts one with the code agents of the examples, and none of the settings of this process. */
  static async start(): Promise<OwnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'caxton-bench-'));
    const program = join(packageRoot(), 'dist/apps/cli/src/main.js');
    const child = spawn(process.execPath, [program, 'server', 'start'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...{ CAXTON_DATA_DIR: folder, CAXTON_PORT: '0', CAXTON_METRICS_PORT: '0' },
        ...{ CAXTON_LOG_FORMAT: 'json', CAXTON_LLM_PROVIDER: 'embedded' },
        CAXTON_AGENTS_DIR: join(packageRoot(), 'examples/agents'),
      },
    });
    return new OwnServer(await urlOf(child), child, folder);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** @throws {CliError} it ended instead of getting ready */
async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout !== null) {
    for await (const text of createInterface({ input: child.stdout })) {
      const { url } = JSON.parse(text) as { readonly url?: string };
      if (url !== undefined && text.includes('is ready')) {
        // Its log goes nowhere, but it has to be read.
        child.stdout.resume();
        return url;
      }
    }
  }
  throw new CliError('failed', 'The server of this run did not start.', 'caxton doctor looks why.');
}
