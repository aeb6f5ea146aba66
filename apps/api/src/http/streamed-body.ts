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
  /** Bytes that must arrive in every second of waiting, on the average and after the first pause. @default any */
  readonly leastPerSecond?: number;
  /** The setting that raises `maxBytes`. @default CAXTON_MAX_IMPORT */
  readonly setting?: string;
}

const usualPauseMs = 30_000;

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
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes) throw tooLarge(limits);
  const pieces = new Pieces(request.iterator({ destroyOnReturn: false }), limits);
  try {
    for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next()) {
      yield piece;
    }
  } finally {
    await pieces.letGo();
  }
}

/** The pieces of one body, which may neither be too much nor come too slowly. */
class Pieces {
  private length = 0;
  private waitedMs = 0;
  private isWaiting = false;

  constructor(
    private readonly chunks: AsyncIterator<unknown, undefined>,
    private readonly limits: StreamLimits,
  ) {}

  /** Undefined at the end. @throws as `readStreamedBody` */
  async next(): Promise<Buffer | undefined> {
    const { maxBytes, pauseMs = usualPauseMs, leastPerSecond = 0 } = this.limits;
    const next = await this.wait(pauseMs);
    if (next.done === true) return undefined;
    const chunk = next.value as Buffer;
    this.length += chunk.length;
    if (this.length > maxBytes) throw tooLarge(this.limits);
    const wanted = ((this.waitedMs - pauseMs) / 1_000) * leastPerSecond;
    if (this.length >= wanted) return chunk;
    throw late(`came with less than ${String(leastPerSecond)} bytes a second`);
  }

  /** So that somebody else can throw the rest away. */
  async letGo(): Promise<void> {
    const ended = this.chunks.return?.();
    // Of a client that fell silent a piece is still asked for: it may never come, and no end before it.
    if (!this.isWaiting) await ended;
  }

  /** Who reads slowly makes the client wait, which is not held against it: only waiting is measured. */
  private async wait(pauseMs: number): Promise<IteratorResult<unknown, undefined>> {
    const askedAt = performance.now();
    this.isWaiting = true;
    try {
      const next = await within(this.chunks.next(), pauseMs, () =>
        late(`did not go on for ${String(pauseMs / 1_000)} seconds`),
      );
      this.isWaiting = false;
      this.waitedMs += performance.now() - askedAt;
      return next;
    } catch (error) {
      throw error instanceof ProtocolError ? error : goneAway(error);
    }
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

function late(what: string): ProtocolError {
  return new ProtocolError('REQUEST_TIMEOUT', `The body ${what}; send it again`);
}
