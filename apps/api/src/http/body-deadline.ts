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
  server.addHook('onRequest', (request, _reply, done) => {
    if (hasBody(request) && !streamsBody(request)) watch(request, clock, withinMs);
    done();
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function watch({ raw }: FastifyRequest, clock: Clock, withinMs: number): void {
  const timer = setTimeout(() => {
    const late = Object.assign(new Error('The body is late.'), {
      code: 'ERR_HTTP_REQUEST_TIMEOUT',
    });
    answerClientError(late, raw.socket, clock);
  }, withinMs);
  const arrived = (): void => {
    clearTimeout(timer);
  };
  raw.once('end', arrived).once('close', arrived);
}
