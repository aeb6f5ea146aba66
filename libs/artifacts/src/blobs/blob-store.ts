import { createHash } from 'node:crypto';
import { faultPoint } from '#faults';
import { createId, systemCaller, type Caller, type Database } from '#platform';
import type { ByteRange, PlaceName, StoredBlob } from '../artifact.js';
import { artifactTooLarge, BlobGone } from '../artifacts.errors.js';
import type { BlobKey, BytePlace } from '../places/byte-place.js';
import type { DatabasePlace } from '../places/database-place.js';
import { regroup } from '../places/regroup.js';
import { beginBlob, completeBlob, holdBlob, leaveBlob, placeBlob } from './blob.repository.js';

/** Where bytes go, and how many. */
export interface BlobPlaces {
  readonly database: DatabasePlace;
  /** Places outside of it that can be reached; what is in one stays readable when another is chosen. */
  readonly outside: ReadonlyMap<PlaceName, BytePlace>;
  /** For what is larger than `databaseLimit`. */
  readonly beyond: PlaceName;
  readonly databaseLimit: number;
  readonly maxBytes: number;
  /** How long bytes wait for somebody to refer to them. */
  readonly claimMs: number;
}

/**
 * Writes and reads the bytes of artifacts. Every write makes a blob of its own, which nobody else ever
 * changes:
 *
 *   row ──▶ bytes ──▶ hash and size ──▶ referred to (in the transaction that keeps the artifact)
 *    │        │              │                     │
 *    └────────┴──────────────┴── not in time ──▶ collected        and so when the last one lets go
 *
 * The row is there before the bytes, so whatever is written can be found again, wherever a process dies.
 * That artifacts with the same content share a blob is decided when one is kept; the fresh blob is then
 * left to be collected. So bytes that somebody refers to are never those that somebody else removes.
 */
export class BlobStore {
  constructor(
    private readonly database: Database,
    private readonly places: BlobPlaces,
  ) {}

  /**
   * Durable when it resolves. Small ones go into the database; when they turn out to be large, what has
   * come is moved. Nothing is held but a piece.
   * @throws {ProtocolError} PAYLOAD_TOO_LARGE; whatever `bytes` throws. Nothing stays of it then.
   */
  async store({ workspace }: Caller, bytes: AsyncIterable<Buffer>): Promise<StoredBlob> {
    const key = { workspace, id: createId('blob') };
    const { claimMs } = this.places;
    await this.database.read(systemCaller, (tx) =>
      beginBlob(tx, { ...key, place: 'database' }, claimMs),
    );
    const measure = new Measure(this.places.maxBytes);
    try {
      await faultPoint('artifact.write', () => this.write(key, regroup(measure.watch(bytes))));
      const blob = { id: key.id, hash: measure.hash, sizeBytes: measure.sizeBytes };
      await this.mustBeThere(key.id, (tx) => completeBlob(tx, blob, claimMs));
      return blob;
    } catch (error) {
      await this.leave(key.id).catch(() => undefined);
      throw error;
    }
  }

  /** Whether it is still there; if so nobody collects it for so long. */
  hold({ workspace }: Caller, id: string, forMs = this.places.claimMs): Promise<boolean> {
    return this.database.read(systemCaller, (tx) => holdBlob(tx, workspace, id, forMs));
  }

  /** It is not needed. */
  async leave(id: string): Promise<void> {
    await this.database.read(systemCaller, (tx) => leaveBlob(tx, id));
  }

  read(place: PlaceName, key: BlobKey, range: ByteRange): AsyncIterable<Buffer> {
    return this.placeOf(place).read(key, range);
  }

  /** The bytes of a blob that nobody refers to; they may be in two places if it was being moved. */
  async drop(place: PlaceName, key: BlobKey): Promise<void> {
    if (place !== 'database') await this.placeOf(place).drop(key);
    await this.places.database.drop(key);
  }

  private async write(key: BlobKey, pieces: AsyncGenerator<Buffer, void>): Promise<void> {
    const { database, databaseLimit } = this.places;
    let size = 0;
    for (let no = 0; ; no += 1) {
      const next = await pieces.next();
      if (next.done === true) return;
      size += next.value.length;
      if (size > databaseLimit) {
        await this.moveOut(key, size - next.value.length, then(next.value, pieces));
        return;
      }
      await database.add(key, no, next.value);
    }
  }

  /** What has come already, and what comes. */
  private async moveOut(
    key: BlobKey,
    storedBytes: number,
    rest: AsyncIterable<Buffer>,
  ): Promise<void> {
    const { database, beyond, claimMs } = this.places;
    await this.mustBeThere(key.id, (tx) => placeBlob(tx, key.id, beyond, claimMs));
    const stored = database.read(key, { start: 0, end: storedBytes - 1 });
    await this.outside(beyond).write(key, then(stored, this.claiming(key, rest)));
    await database.drop(key);
  }

  /** As long as something comes, the blob stays claimed. */
  private async *claiming(
    { id }: BlobKey,
    pieces: AsyncIterable<Buffer>,
  ): AsyncGenerator<Buffer, void> {
    const { beyond, claimMs } = this.places;
    let claimedAt = performance.now();
    for await (const piece of pieces) {
      yield piece;
      if (performance.now() - claimedAt < claimMs / 4) continue;
      await this.mustBeThere(id, (tx) => placeBlob(tx, id, beyond, claimMs));
      claimedAt = performance.now();
    }
  }

  private async mustBeThere(
    id: string,
    claim: Parameters<typeof this.database.read<boolean>>[1],
  ): Promise<void> {
    if (!(await this.database.read(systemCaller, claim))) throw new BlobGone(id);
  }

  private placeOf(name: PlaceName): Pick<BytePlace, 'read' | 'drop'> {
    return name === 'database' ? this.places.database : this.outside(name);
  }

  private outside(name: PlaceName): BytePlace {
    const place = this.places.outside.get(name);
    if (place === undefined) throw new Error(`This server is not set up to reach ${name}.`);
    return place;
  }
}

/** Counts and hashes what passes. */
class Measure {
  sizeBytes = 0;
  private readonly digest = createHash('sha256');

  constructor(private readonly maxBytes: number) {}

  get hash(): string {
    return this.digest.digest('hex');
  }

  async *watch(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    for await (const chunk of bytes) {
      this.sizeBytes += chunk.length;
      if (this.sizeBytes > this.maxBytes) throw artifactTooLarge(this.maxBytes);
      this.digest.update(chunk);
      yield chunk;
    }
  }
}

async function* then(
  first: Buffer | AsyncIterable<Buffer>,
  rest: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void> {
  if (Buffer.isBuffer(first)) yield first;
  else yield* first;
  yield* rest;
}
