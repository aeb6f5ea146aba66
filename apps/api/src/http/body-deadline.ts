import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '#platform';
import { answerClientError } from './client-error.js';
import { streamsBody } from './streamed-body.js';

/** How long a body may take to arrive. @default 30 seconds */
const usualMs = 30_000;

/**
 * Cuts requests whose body does not arrive in time, with 408. Node's own limit would hold for every
 * request of the server, and a streamed body may rightly take longer: it bounds its pauses itself.
 */
export function limitBodies(server: FastifyInstance, clock: Clock, withinMs = usualMs): void {
  const awaited = new AwaitedBodies(clock, withinMs);
  server.addHook('onRequest', (request, _reply, done) => {
    if (hasBody(request) && !streamsBody(request)) awaited.add(request.raw);
    done();
  });
  // Where a body is read, it has been by now; what GET brings along is not.
  server.addHook('preValidation', ({ raw }, _reply, done) => {
    if (raw.readableEnded) awaited.drop(raw);
    done();
  });
  // A request may be answered before its body is there.
  server.addHook('onResponse', (request, _reply, done) => {
    awaited.dropWhenOver(request.raw);
    done();
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Requests whose body is not there yet, the oldest first. One timer is for all: most have their body at once. */
class AwaitedBodies {
  private readonly since = new Map<IncomingMessage, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly withinMs: number,
  ) {}

  add(request: IncomingMessage): void {
    this.since.set(request, this.clock.monotonic());
    this.timer ??= this.lookIn(this.withinMs);
  }

  drop(request: IncomingMessage): void {
    this.since.delete(request);
  }

  dropWhenOver(request: IncomingMessage): void {
    if (!this.since.has(request)) return;
    const over = (): void => {
      this.drop(request);
    };
    if (request.readableEnded || request.destroyed) over();
    else request.once('end', over).once('close', over);
  }

  private lookIn(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.cutLate();
    }, milliseconds).unref();
  }

  private cutLate(): void {
    this.timer = undefined;
    const now = this.clock.monotonic();
    for (const [request, since] of this.since) {
      const left = since + this.withinMs - now;
      if (left > 0) {
        this.timer = this.lookIn(Math.ceil(left));
        return;
      }
      this.drop(request);
      if (!request.destroyed) answerClientError(late(), request.socket, this.clock);
    }
  }
}

function late(): Error {
  return Object.assign(new Error('The body is late.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
}
