import { pipeline } from 'node:stream/promises';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { EgressFailed } from './egress.errors.js';

/** What is offered to servers; a few send `deflate` unasked. */
export const acceptedEncodings = 'gzip, br';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads and decompresses a body, never holding more than `maxBytes` of it: a few bytes can unpack
 * to gigabytes.
 *
 * @throws {EgressFailed} EGRESS_TOO_LARGE, or EGRESS_INVALID_RESPONSE for an unknown encoding
 */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const bucket = new Bucket(maxBytes);
  try {
    const decoder = createDecoder(encoding);
    await (decoder === undefined
      ? pipeline(body, bucket.fill)
      : pipeline(body, decoder, bucket.fill));
  } catch (error) {
    // The pipeline reports its own end; what made it end is known here.
    throw bucket.isOverfull ? tooLarge(maxBytes) : error;
  }
  return bucket.content;
}

function createDecoder(encoding = ''): Transform | undefined {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return undefined;
  const create = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (create !== undefined) return create();
  throw new EgressFailed('EGRESS_INVALID_RESPONSE', 'the answer is compressed in an unknown way');
}

/** Takes pieces until there are too many bytes of them. */
class Bucket {
  readonly #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get isOverfull(): boolean {
    return this.#bytes > this.maxBytes;
  }

  get content(): Uint8Array {
    return Buffer.concat(this.#pieces, this.#bytes);
  }

  readonly fill = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of source) {
      this.#bytes += piece.length;
      if (this.isOverfull) throw tooLarge(this.maxBytes);
      this.#pieces.push(piece);
    }
  };
}

const tooLarge = (maxBytes: number): EgressFailed =>
  new EgressFailed('EGRESS_TOO_LARGE', `the answer is larger than ${String(maxBytes)} bytes`);
