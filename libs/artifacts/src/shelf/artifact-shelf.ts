import { ProtocolError } from '#protocol';
import type { Caller, Database, Tx } from '#platform';
import type { Artifact, ByteRange, NewArtifact, StoredBlob } from '../artifact.js';
import { artifactNotFound, bytesMissing, noRoomLeft } from '../artifacts.errors.js';
import type { BlobStore } from '../blobs/blob-store.js';
import { find, findPlaced, list, type ArtifactQuery } from './artifact.repository.js';
import { keepArtifact, removeArtifact } from './keep-artifact.js';
import { openBytes } from './open-bytes.js';
import { readRoom } from './room.repository.js';

/** An artifact and its bytes, as far as they were asked for. */
export interface OpenArtifact {
  readonly artifact: Artifact;
  readonly bytes: AsyncIterable<Buffer>;
}

/** Bounds of a shelf. */
export interface ShelfLimits {
  /** What one workspace may keep; Infinity for any. */
  readonly quotaBytes: number;
  /** After a removal, so long may those who were reading go on. */
  readonly graceMs: number;
}

/** A page of a list, the newest first. */
export interface ArtifactPage {
  readonly artifacts: readonly Artifact[];
  /** Where the next page goes on, if there is one. */
  readonly next: readonly [string, string] | undefined;
}

/** The artifacts of workspaces. A caller sees those of their own workspace and no others. */
export class ArtifactShelf {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly limits: ShelfLimits,
  ) {}

  /**
   * Stores bytes that nobody refers to yet; hand what it gives to `keep`, or they are collected.
   * @throws {ProtocolError} ARTIFACT_QUOTA_EXCEEDED when nothing fits any more, PAYLOAD_TOO_LARGE
   */
  async store(caller: Caller, bytes: AsyncIterable<Buffer>): Promise<StoredBlob> {
    const { quotaBytes } = this.limits;
    if ((await this.database.read(caller, readRoom)) >= quotaBytes) throw noRoomLeft(quotaBytes);
    return this.blobs.store(caller, bytes);
  }

  /**
   * Keeps what was stored as an artifact, in a transaction of the caller's.
   * @throws {ProtocolError} ARTIFACT_QUOTA_EXCEEDED
   */
  keep(tx: Tx, artifact: NewArtifact, blob: StoredBlob): Promise<Artifact> {
    return keepArtifact(tx, artifact, blob, this.limits.quotaBytes);
  }

  /** What was stored is not needed: it is collected soon. */
  async leave(blob: StoredBlob): Promise<void> {
    await this.blobs.leave(blob.id);
  }

  /** @throws {ProtocolError} ARTIFACT_NOT_FOUND */
  async get(caller: Caller, id: string): Promise<Artifact> {
    const artifact = await this.database.read(caller, (tx) => find(tx, id));
    if (artifact === undefined) throw artifactNotFound(id);
    return artifact;
  }

  async list(caller: Caller, query: ArtifactQuery): Promise<ArtifactPage> {
    const rows = await this.database.read(caller, (tx) =>
      list(tx, { ...query, limit: query.limit + 1 }),
    );
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const hasMore = rows.length > page.length && last !== undefined;
    return {
      artifacts: page.map(({ artifact }) => artifact),
      next: hasMore ? [last.micros, last.artifact.id] : undefined,
    };
  }

  /**
   * The bytes of an artifact, or those that `choose` wants of it; the first of them are read already.
   * @throws {ProtocolError} ARTIFACT_NOT_FOUND, ARTIFACT_UNREADABLE
   */
  async open(
    caller: Caller,
    id: string,
    choose: (artifact: Artifact) => ByteRange | undefined = () => undefined,
  ): Promise<OpenArtifact> {
    const placed = await this.database.read(caller, (tx) => findPlaced(tx, id));
    if (placed === undefined) throw artifactNotFound(id);
    const { artifact, blobId, place } = placed;
    const range = choose(artifact) ?? { start: 0, end: artifact.sizeBytes - 1 };
    const key = { workspace: caller.workspace, id: blobId };
    try {
      return { artifact, bytes: await openBytes(this.blobs.read(place, key, range)) };
    } catch (error) {
      throw error instanceof ProtocolError ? error : bytesMissing(id, error);
    }
  }

  /** @throws {ProtocolError} ARTIFACT_NOT_FOUND */
  async remove(caller: Caller, id: string): Promise<void> {
    const { graceMs } = this.limits;
    const wasThere = await this.database.transaction(caller, (tx) =>
      removeArtifact(tx, id, graceMs),
    );
    if (!wasThere) throw artifactNotFound(id);
  }
}
