import { faultPoint } from '#faults';
import { systemCaller, type Database, type Logger } from '#platform';
import { deleteCollected, takeUnclaimedBlobs } from '../blobs/collect.repository.js';
import type { BlobStore } from '../blobs/blob-store.js';
import { findExpired } from './artifact.repository.js';
import { removeArtifact } from './keep-artifact.js';

/** What one look does at most: no sweep is held up for long. */
const portion = 100;

/** Whoever collects has so long for a portion before another one takes over. */
const collectMs = 300_000;

/** What a look did. */
export interface Upkept {
  /** Artifacts whose time was over. */
  readonly expired: number;
  /** Blobs that nobody referred to. */
  readonly collected: number;
}

/**
 * Removes artifacts whose time is over, and collects the bytes that nobody refers to: of broken uploads,
 * of turns that were not committed, of what was removed. Any number of processes may look at once.
 */
export class ArtifactUpkeep {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly options: { readonly graceMs: number; readonly log: Pick<Logger, 'warn'> },
  ) {}

  async look(): Promise<Upkept> {
    return { expired: await this.expire(), collected: await this.collect() };
  }

  private async expire(): Promise<number> {
    const due = await this.database.read(systemCaller, (tx) => findExpired(tx, portion));
    for (const { workspace, id } of due) {
      await this.database.transaction({ ...systemCaller, workspace }, (tx) =>
        removeArtifact(tx, id, this.options.graceMs),
      );
    }
    return due.length;
  }

  /** Bytes first: as long as the row is there, somebody finds them. */
  private async collect(): Promise<number> {
    const taken = await this.database.read(systemCaller, (tx) =>
      takeUnclaimedBlobs(tx, portion, collectMs),
    );
    let collected = 0;
    for (const { id, workspace, place } of taken) {
      try {
        await faultPoint('artifact.collect', () => this.blobs.drop(place, { workspace, id }));
        await this.database.read(systemCaller, (tx) => deleteCollected(tx, id));
        collected += 1;
      } catch (error) {
        this.options.log.warn(
          { err: error, blob: id, place },
          'A blob could not be collected yet.',
        );
      }
    }
    return collected;
  }
}
