import { S3mini } from 's3mini';
import type { ByteRange } from '../artifact.js';
import type { BlobKey, BytePlace } from './byte-place.js';
import { regroup } from './regroup.js';

/** How a bucket is reached. */
export interface S3Settings {
  /** With the bucket as its path: `https://s3.eu-central-1.amazonaws.com/my-bucket`. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What every key begins with, without slashes around it; empty for none. */
  readonly prefix: string;
}

/** One part of an upload; a blob that is no larger is sent at once. S3 allows 10,000 parts. */
const partBytes = 8 * 1_024 * 1_024;

/**
 * Bytes in an S3-compatible bucket; one part of an upload is held at a time. An upload that breaks off is
 * given up; one whose process died is left to the bucket's rule for incomplete uploads.
 */
export class S3Place implements BytePlace {
  readonly #bucket: S3mini;

  constructor(private readonly settings: S3Settings) {
    this.#bucket = new S3mini(settings);
  }

  async write(key: BlobKey, pieces: AsyncIterable<Buffer>): Promise<void> {
    const parts = regroup(pieces, partBytes);
    const first = await parts.next();
    const bytes = first.value ?? Buffer.alloc(0);
    if (bytes.length < partBytes) await this.#bucket.putObject(this.keyOf(key), bytes);
    else await this.#writeParts(this.keyOf(key), bytes, parts);
  }

  async *read(key: BlobKey, { start, end }: ByteRange): AsyncGenerator<Buffer, void> {
    if (end < start) return;
    // The library's range ends before its end.
    const response = await this.#bucket.getObjectRaw(this.keyOf(key), false, start, end + 1);
    if (response.body === null) return;
    for await (const chunk of response.body) yield Buffer.from(chunk);
  }

  async drop(key: BlobKey): Promise<void> {
    await this.#bucket.deleteObject(this.keyOf(key));
  }

  async #writeParts(key: string, first: Buffer, rest: AsyncIterable<Buffer>): Promise<void> {
    const upload = await this.#bucket.getMultipartUploadId(key);
    try {
      const parts = [await this.#bucket.uploadPart(key, upload, first, 1)];
      for await (const part of rest) {
        parts.push(await this.#bucket.uploadPart(key, upload, part, parts.length + 1));
      }
      await this.#bucket.completeMultipartUpload(key, upload, parts);
    } catch (error) {
      await this.#bucket.abortMultipartUpload(key, upload).catch(() => undefined);
      throw error;
    }
  }

  private keyOf({ workspace, id }: BlobKey): string {
    const owner = encodeURIComponent(workspace).replaceAll('%', '_');
    return [this.settings.prefix, owner, id].filter((part) => part !== '').join('/');
  }
}
