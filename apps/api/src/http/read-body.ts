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
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > maxBytes + patience) break;
      if (length <= maxBytes) chunks.push(bytes);
    }
  } catch (error) {
    throw goneAway(error);
  }
  if (length > maxBytes) throw tooLarge(maxBytes);
  return Buffer.concat(chunks);
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
