import type { IncomingMessage } from 'node:http';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProtocolError } from '#protocol';
import { within } from '#platform';
import { goneAway } from './read-body.js';

/** An operation that reads its body itself, while it arrives. */
export function StreamsBody({ ofAnyType = false } = {}): MethodDecorator {
  return RouteConfig({ streamsBody: true, streamsAnyType: ofAnyType });
}

/** Whether the operation of a request reads the body itself. */
export function streamsBody({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean {
  return (routeOptions.config as { readonly streamsBody?: unknown }).streamsBody === true;
}

/** Whether the operation of a request reads the body itself, of whatever type it is. */
export function streamsAnyType({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean {
  return (routeOptions.config as { readonly streamsAnyType?: unknown }).streamsAnyType === true;
}

export interface StreamLimits {
  readonly maxBytes: number;
  /** How long nothing may arrive while something is waited for. @default 30 seconds */
  readonly pauseMs?: number;
  /** Bytes that must arrive in every second, on the average and after the first pause. @default any */
  readonly leastPerSecond?: number;
  /** The setting that raises `maxBytes`. @default CAXTON_MAX_IMPORT */
  readonly setting?: string;
}

/** After an answer the rest of a body is read and thrown away for so long; then the connection is cut. */
const lingerMs = 5_000;

/**
 * Who stops reading a body half way can still answer: the rest is thrown away for a while, because a
 * client that is cut while it writes sees a reset instead.
 */
export function lingerAfterAnswers(server: FastifyInstance): void {
  server.addHook('onResponse', (request, _reply, done) => {
    if (streamsBody(request) && !request.raw.readableEnded) linger(request.raw);
    done();
  });
}

/**
 * A body piece by piece, no faster than it is read.
 * @throws {ProtocolError} PAYLOAD_TOO_LARGE, REQUEST_TIMEOUT; INVALID_REQUEST when the client goes
 */
export async function* readStreamedBody(
  request: IncomingMessage,
  limits: StreamLimits,
): AsyncGenerator<Buffer, void> {
  const { maxBytes, pauseMs = 30_000, leastPerSecond = 0 } = limits;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(limits);
  const startedAt = performance.now();
  let length = 0;
  const chunks = request.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await nextOf(chunks, pauseMs);
      if (next.done === true) return;
      const chunk = next.value as Buffer;
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(limits);
      const lateMs = performance.now() - startedAt - pauseMs;
      if (length < (lateMs / 1_000) * leastPerSecond) throw tooLate();
      yield chunk;
    }
  } finally {
    // Whoever throws the rest away could not, while this still waits to read it.
    await chunks.return?.();
  }
}

async function nextOf(
  chunks: AsyncIterator<unknown>,
  pauseMs: number,
): Promise<IteratorResult<unknown>> {
  try {
    return await within(chunks.next(), pauseMs, tooLate);
  } catch (error) {
    throw error instanceof ProtocolError ? error : goneAway(error);
  }
}

function linger(request: IncomingMessage): void {
  const timer = setTimeout(() => request.socket.destroy(), lingerMs).unref();
  request.once('end', () => {
    clearTimeout(timer);
  });
  request.on('error', () => undefined).resume();
}

function tooLarge({ maxBytes, setting = 'CAXTON_MAX_IMPORT' }: StreamLimits): ProtocolError {
  return new ProtocolError(
    'PAYLOAD_TOO_LARGE',
    `The body is larger than ${String(maxBytes)} bytes, which is as much as this server takes at once`,
    { max_bytes: maxBytes, suggestion: `Send it in parts, or raise ${setting}` },
  );
}

function tooLate(): ProtocolError {
  return new ProtocolError(
    'REQUEST_TIMEOUT',
    'The body paused for too long, or came too slowly; send it again',
  );
}
