import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#embedded';
import { createEmptyDatabase } from '../support/databases.js';

/** Where the raw queue runs, and what a server is told to run on the same kind of ground. */
export interface Ground {
  readonly mode: 'embedded' | 'database' | 'scale-out';
  readonly title: string;
  /** What BullMQ alone connects to. */
  readonly queue: { readonly postgres: string } | { readonly redis: string };
  /** A Postgres that rows can be written to. */
  readonly rows: string;
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface AvailableGround {
  readonly mode: Ground['mode'];
  readonly open: () => Promise<Ground>;
}

/** The modes that can be measured on this machine; real servers are asked for by their URLs. */
export function availableGrounds(): AvailableGround[] {
  const { CAXTON_TEST_DATABASE_URL: postgres, CAXTON_TEST_REDIS_URL: redis } = process.env;
  return [
    { mode: 'embedded', open: openEmbedded },
    ...(postgres ? [{ mode: 'database' as const, open: openDatabase }] : []),
    ...(postgres && redis ? [{ mode: 'scale-out' as const, open: () => openScaleOut(redis) }] : []),
  ];
}

async function openEmbedded(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'caxton-bench-'));
  const own = await startEmbeddedPostgres({ dataDir: join(folder, 'queue') });
  return {
    mode: 'embedded',
    title: 'embedded (PGlite)',
    queue: { postgres: own.connectionString },
    rows: own.connectionString,
    settings: { CAXTON_DATA_DIR: join(folder, 'server') },
    close: async () => {
      await own.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openDatabase(): Promise<Ground> {
  const [queue, server] = [await createEmptyDatabase(), await createEmptyDatabase()];
  return {
    mode: 'database',
    title: 'one database (Postgres)',
    queue: { postgres: queue.url },
    rows: queue.url,
    settings: { CAXTON_DATABASE_URL: server.url },
    close: async () => {
      await queue.drop();
      await server.drop();
    },
  };
}

async function openScaleOut(redis: string): Promise<Ground> {
  const server = await createEmptyDatabase();
  return {
    mode: 'scale-out',
    title: 'scale-out (Postgres + Redis)',
    queue: { redis },
    rows: server.url,
    settings: { CAXTON_DATABASE_URL: server.url, CAXTON_REDIS_URL: redis },
    close: () => server.drop(),
  };
}
