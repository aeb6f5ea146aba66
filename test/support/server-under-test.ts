import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '#platform';
import { findLeaks } from './find-leaks.js';

/** What a start prints when the server is ready. */
interface ReadyLine {
  readonly message: string;
  /** Absent for a worker. */
  readonly url?: string;
  readonly metrics_url?: string;
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

export interface StartOptions {
  /** Settings beside a free port, its own data directory and JSON logs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** @default server start */
  readonly command?: readonly string[];
  /** What is typed into a shell in place of `command`; `caxton` is the built command line there. */
  readonly typed?: string;
  /** Flags of Node itself. @default none */
  readonly nodeFlags?: readonly string[];
  /** The package whose build is started. @default this one */
  readonly folder?: string;
}

/** Every server has a secret, so that every run would notice one in a log. */
const canary = {
  CAXTON_SECRET_CANARY: 'canary-5f0b7c1e9d2a4886',
  CAXTON_SECRET_CANARY_HOSTS: 'canary.example',
};

/** Only what a start needs of our environment: no setting of the developer gets into a test. */
function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    CAXTON_PORT: '0',
    CAXTON_METRICS_PORT: '0',
    CAXTON_LOG_FORMAT: 'json',
    ...canary,
    ...settings,
  };
}

/** What a version names as its program: earlier ones name another. */
function programOf(folder: string): string {
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  const { bin } = JSON.parse(manifest) as { readonly bin: { readonly caxton: string } };
  return join(folder, bin.caxton);
}

/** Starts the built command line, its output piped. */
export function spawnCaxton({
  settings = {},
  command = ['server', 'start'],
  typed,
  nodeFlags = [],
  folder = packageRoot(),
}: StartOptions) {
  const program = programOf(folder);
  if (!existsSync(program)) throw new Error('Build first: npm run build');
  const own = [...nodeFlags, program, ...command];
  const [file, args] = typed === undefined ? [process.execPath, own] : shellFor(typed, program);
  return spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(settings),
  });
}

/** The program takes the place of the shell, so that signals reach it. */
function shellFor(typed: string, program: string): [string, string[]] {
  const script = `caxton() { exec "$0" "$PROGRAM" "$@"; }\nPROGRAM=$1\nshift\n${typed}`;
  return ['bash', ['-c', script, process.execPath, program]];
}

/** A folder for the data of one server. */
interface DataDir {
  readonly path: string;
  remove(): void;
}

/** Of the user admin in a data directory that `createDataDir` gives. */
export const adminPassword = 'correct horse battery';

/** Has what a first start leaves behind, as the setup of the run made it: nobody waits for it again. */
export function createDataDir(): DataDir {
  const data = createEmptyDataDir();
  cpSync(join(packageRoot(), 'dist/first-start/data'), data.path, { recursive: true });
  return data;
}

/** Holds nothing: for a server that makes its first start, or for files that are no server's. */
export function createEmptyDataDir(): DataDir {
  const path = mkdtempSync(join(tmpdir(), 'caxton-e2e-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The built server as a child process, driven as an operator drives it. */
export class ServerUnderTest {
  private lines: string[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<Ended>,
  ) {}

  /** Starts a server and waits until it is ready. Thrown with its output when it ends instead. */
  static async start(options: StartOptions): Promise<RunningServer> {
    const server = ServerUnderTest.launch(options);
    const { url = '', metrics_url: metricsUrl = '' } = await server.ready();
    return { url, metricsUrl, process: server };
  }

  /** Starts a process and does not wait. */
  static launch(options: StartOptions): ServerUnderTest {
    const child = spawnCaxton(options);
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
    }
    const ended = once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      output: refuseLeaks(output.join(''), options),
    }));
    // Some processes are left to their end.
    ended.catch(() => undefined);
    return new ServerUnderTest(child, ended);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends as an operator ends it, and tells how that went. Thrown when it has written a secret. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Settles when the process has ended, by itself or not. */
  async end(): Promise<Ended> {
    return this.ended;
  }

  /** What it has logged so far, one JSON object a line. */
  logged(text: string): boolean {
    return this.lines.some((line) => line.includes(text));
  }

  /** The lines of its log that say so, as they were written. */
  told(sentence: string): object[] {
    return this.lines
      .filter((line) => line.includes(sentence))
      .map((line) => JSON.parse(line) as object);
  }

  private async ready(): Promise<ReadyLine> {
    const { stdout } = this.child;
    if (stdout === null) throw new Error('The server has no output.');
    const lines = createInterface({ input: stdout });
    const found = new Promise<ReadyLine>((resolve) => {
      lines.on('line', (line) => {
        this.lines.push(line);
        const entry = parse(line);
        if (entry?.message.endsWith(' is ready.') === true) resolve(entry);
      });
    });
    const died = this.ended.then(({ output }) => {
      throw new Error(`The server ended instead of getting ready:\n${output}`);
    });
    died.catch(() => undefined);
    return Promise.race([found, died]);
  }
}

/** Thrown when a process has written a secret, whatever its test is about. */
function refuseLeaks(output: string, { settings = {} }: StartOptions): string {
  const leaks = findLeaks(output, environment(settings));
  if (leaks.length === 0) return output;
  throw new Error(`The process wrote secrets: ${leaks.join(', ')}`);
}

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  readonly metricsUrl: string;
  readonly process: ServerUnderTest;
}

function parse(line: string): ReadyLine | undefined {
  try {
    return JSON.parse(line) as ReadyLine;
  } catch {
    return undefined;
  }
}
