import type { ByteRange } from '../artifact.js';

/** A blob as a place of bytes knows it. */
export interface BlobKey {
  readonly workspace: string;
  readonly id: string;
}

/** Where bytes of blobs are kept. A blob is written once and never changed. */
export interface BytePlace {
  /** Durable when it resolves. Pieces are taken no faster than they are written. */
  write(key: BlobKey, pieces: AsyncIterable<Buffer>): Promise<void>;
  /** Rejects at its first piece when there are no such bytes. */
  read(key: BlobKey, range: ByteRange): AsyncIterable<Buffer>;
  /** Also what was written in part. Dropping what is not there is no error. */
  drop(key: BlobKey): Promise<void>;
}
