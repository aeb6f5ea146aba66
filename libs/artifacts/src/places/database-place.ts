import { systemCaller, type Database } from '#platform';
import type { ByteRange } from '../artifact.js';
import { BlobGone } from '../artifacts.errors.js';
import type { BlobKey, BytePlace } from './byte-place.js';
import { addPiece, dropPieces, readPiece } from './piece.repository.js';
import { pieceBytes } from './regroup.js';

/** Bytes in rows of the database, each small enough that none is ever a burden. */
export class DatabasePlace implements Pick<BytePlace, 'read' | 'drop'> {
  constructor(
    private readonly database: Database,
    /** How long the blob stays claimed after each piece. */
    private readonly claimMs: number,
  ) {}

  /** One piece more, of `pieceBytes` unless it is the last. */
  async add({ workspace, id }: BlobKey, no: number, bytes: Buffer): Promise<void> {
    const isThere = await this.database.read(systemCaller, (tx) =>
      addPiece(tx, workspace, { blobId: id, no, bytes }, this.claimMs),
    );
    if (!isThere) throw new BlobGone(id);
  }

  async *read({ workspace, id }: BlobKey, { start, end }: ByteRange): AsyncGenerator<Buffer, void> {
    for (let no = Math.floor(start / pieceBytes); no * pieceBytes <= end; no += 1) {
      const bytes = await this.database.read(systemCaller, (tx) =>
        readPiece(tx, workspace, id, no),
      );
      if (bytes === undefined) throw new BlobGone(id);
      const at = no * pieceBytes;
      yield bytes.subarray(Math.max(0, start - at), end - at + 1);
    }
  }

  async drop({ workspace, id }: BlobKey): Promise<void> {
    await this.database.read(systemCaller, (tx) => dropPieces(tx, workspace, id));
  }
}
