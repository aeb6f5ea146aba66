import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSilentLogger, systemCaller, type Caller, type Database } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import type { Artifact, NewArtifact, StoredBlob } from './artifact.js';
import { newArtifactId } from './artifact-id.js';
import { openArtifacts, type ArtifactSettings, type OpenArtifacts } from './open-artifacts.js';

export const caller: Caller = { workspace: 'default', principal: 'api_client' };

/** Artifacts over a database and a folder of their own. */
export interface ShelfGround {
  readonly database: Database;
  readonly folder: string;
  /** Artifacts with these settings; `claimMs` below zero lets everything unclaimed be collected at once. */
  open(settings?: Partial<ArtifactSettings>, claimMs?: number): OpenArtifacts;
  files(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openShelfGround(): Promise<ShelfGround> {
  const opened: MigratedDatabase = await createMigratedDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'caxton-artifacts-'));
  const usual = { folder, databaseLimit: 1_000_000, maxBytes: 20_000_000, quotaBytes: 0 };
  return {
    database: opened.database,
    folder,
    open: (settings, claimMs) =>
      openArtifacts(opened.database, { ...usual, ...settings }, createSilentLogger(), claimMs),
    files: async () => {
      const found = await readdir(folder, { recursive: true, withFileTypes: true });
      return found.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    close: async () => {
      await opened.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Bytes as they arrive, in chunks of no particular size. */
export async function* arriving(bytes: Buffer, size = 50_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export const someBytes = (length: number): Buffer => randomBytes(length);
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** An artifact about which nothing matters but what is given. */
export function named(more: Partial<NewArtifact> = {}): NewArtifact {
  return { id: newArtifactId(), name: 'a.bin', mediaType: 'text/csv', keepForMs: 0, ...more };
}

/** Stores and keeps in one go. */
export async function put(
  { database, artifacts }: { readonly database: Database; readonly artifacts: OpenArtifacts },
  bytes: Buffer,
  more: Partial<NewArtifact> = {},
  by = caller,
): Promise<Artifact> {
  const blob = await artifacts.shelf.store(by, arriving(bytes));
  return keep(database, artifacts, blob, more, by);
}

function keep(
  database: Database,
  { shelf }: OpenArtifacts,
  blob: StoredBlob,
  more: Partial<NewArtifact>,
  by: Caller,
): Promise<Artifact> {
  return database.transaction(by, (tx) => shelf.keep(tx, named(more), blob));
}

export async function readAll(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const chunk of bytes) read.push(chunk);
  return Buffer.concat(read);
}

/** What is stored, by kind. */
export async function countStored(database: Database): Promise<Record<string, number>> {
  const count = {
    name: 'test.count-stored',
    text: `select (select count(*)::int from artifacts) as artifacts,
      (select count(*)::int from artifact_blobs) as blobs,
      (select coalesce(sum(refs), 0)::int from artifact_blobs) as refs,
      (select count(*)::int from artifact_pieces) as pieces,
      (select coalesce(sum(used_bytes), 0)::int from artifact_room) as used`,
  };
  const [row] = await database.read(systemCaller, (tx) => tx.rows<Record<string, number>>(count));
  return row ?? {};
}
