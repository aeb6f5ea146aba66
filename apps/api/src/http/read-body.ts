import type { IncomingMessage } from 'node:http';
import { ProtocolError } from '#protocol';

/**
 * How much more than the limit is read and thrown away before the connection is cut. A client that is
 * cut while it still writes sees a reset instead of the 413.
 */
const patience = 8 * 1_024 * 1_024;

/** The whole body, if it is no larger than `maxBytes`. Thrown when it is: PAYLOAD_TOO_LARGE. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes + patience) throw tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    new ArrivingBody(request, maxBytes, resolve, reject);
  });
}

/** By its events: the iterator of a stream costs as much as all else that is done with a small body. */
class ArrivingBody {
  private readonly chunks: Buffer[] = [];
  private length = 0;

  constructor(
    private readonly request: IncomingMessage,
    private readonly maxBytes: number,
    private readonly resolve: (body: Buffer) => void,
    private readonly reject: (error: Error) => void,
  ) {
    request.on('data', this.take).on('end', this.end);
    request.on('error', this.fail).on('close', this.fail);
  }

  private readonly take = (chunk: Buffer): void => {
    this.length += chunk.length;
    if (this.length <= this.maxBytes) this.chunks.push(chunk);
    if (this.length <= this.maxBytes + patience) return;
    this.letGo();
    this.request.pause();
    this.reject(tooLarge(this.maxBytes));
  };

  private readonly end = (): void => {
    this.letGo();
    const [first, ...others] = this.chunks;
    if (this.length > this.maxBytes) this.reject(tooLarge(this.maxBytes));
    else if (first !== undefined && others.length === 0) this.resolve(first);
    else this.resolve(Buffer.concat(this.chunks));
  };

  private readonly fail = (cause?: unknown): void => {
    this.letGo();
    this.reject(goneAway(cause));
  };

  private letGo(): void {
    const { request } = this;
    request.off('data', this.take).off('end', this.end);
    request.off('error', this.fail).off('close', this.fail);
  }
}

/** For a body that ended before it was whole. Nobody reads this answer; it only must not look like a fault of the server's own connections. */
export function goneAway(cause: unknown): ProtocolError {
  const said = 'The connection ended before the body was whole';
  return new ProtocolError('INVALID_REQUEST', said, {}, { cause });
}

function tooLarge(maxBytes: number): ProtocolError {
  return new ProtocolError(
    'PAYLOAD_TOO_LARGE',
    `The body is larger than ${String(maxBytes)} bytes, which is as much as this server takes`,
    {
      max_bytes: maxBytes,
      suggestion: 'Give large data by reference (a URL), or raise CAXTON_MAX_BODY',
    },
  );
}
