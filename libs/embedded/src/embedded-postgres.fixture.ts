import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.js';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

const compiled = new URL('../../../dist/libs/embedded/src/', import.meta.url);

/** The compiled thread: Jest cannot run a worker from TypeScript. */
export const threadEntry = new URL('./postgres.thread.js', compiled);

/** The compiled front door, for processes of their own. */
export const frontDoor = new URL('./index.js', compiled).href;

/** A server with clients that are ended with it. */
export class TestPostgres {
  readonly #clients: Client[] = [];
  readonly #pools: Pool[] = [];

  private constructor(
    readonly dataDir: string,
    readonly server: EmbeddedPostgres,
  ) {}

  static async start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<TestPostgres> {
    const dataDir = options.dataDir ?? (await copyOf(await filledDirectory()));
    return new TestPostgres(
      dataDir,
      await startEmbeddedPostgres({ threadEntry, ...options, dataDir }),
    );
  }

  /** A connection of its own. Its loss is no error: some tests cause it. */
  async connect(options: object = {}): Promise<Client> {
    const client = new Client({ connectionString: this.server.connectionString, ...options });
    client.on('error', () => undefined);
    this.#clients.push(client);
    await client.connect();
    return client;
  }

  pool(max: number): Pool {
    const pool = new Pool({ connectionString: this.server.connectionString, max });
    pool.on('error', () => undefined);
    this.#pools.push(pool);
    return pool;
  }

  async stop(): Promise<void> {
    const ends = [...this.#clients, ...this.#pools].map((client) => client.end());
    await Promise.allSettled(ends);
    await this.server.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

const directories: string[] = [];

export async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'caxton-embedded-'));
  directories.push(directory);
  return directory;
}

/** Leaves nothing of a test file behind. */
export async function removeDirectories(): Promise<void> {
  for (const directory of directories.splice(0)) {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A directory with a database in it, in a fraction of the time that filling one takes. */
export async function copyOf(dataDir: string): Promise<string> {
  const copy = await newDirectory();
  await cp(join(dataDir, 'postgres'), join(copy, 'postgres'), { recursive: true });
  return copy;
}

/** Made once per machine and version: filling a directory takes 3.5 s of two cores. */
async function filledDirectory(): Promise<string> {
  const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
  const manifest = readFileSync(join(modules, '@electric-sql/pglite/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const filled = join(modules, '.cache', `caxton-embedded-${version}`);
  if (existsSync(filled)) return filled;
  await mkdir(join(modules, '.cache'), { recursive: true });
  const dataDir = await mkdtemp(`${filled}-`);
  const server = await startEmbeddedPostgres({ threadEntry, dataDir });
  await server.stop();
  // Another test may have been faster.
  await rename(dataDir, filled).catch(() => rm(dataDir, { recursive: true }));
  return filled;
}

/** Looks until it is so, for at most ten seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${isSo.toString()}`);
    await pause(10);
  }
}
