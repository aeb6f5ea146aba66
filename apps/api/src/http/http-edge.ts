import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProtocolError } from '#protocol';
import type { Clock, Logger } from '#platform';
import { noteAnswers } from './answered-requests.js';
import { limitBodies } from './body-deadline.js';
import { answerClientError } from './client-error.js';
import { endJsonLines } from './end-json-lines.js';
import { ErrorFilter } from './error.filter.js';
import { readForwardedAddresses } from './forwarded-addresses.js';
import { jsonLimitsOf } from './holds-many.decorator.js';
import { keepDoor } from './keep-door.js';
import { KnownRoutes } from './known-routes.js';
import { parseBody } from './parse-body.js';
import { readBody } from './read-body.js';
import { Refusals } from './refusals.js';
import { recordLines } from './reply.decorator.js';
import { requestIdOf } from './request-id.js';
import { RunningRequests } from './running-requests.js';
import { Shutdown } from './shutdown.js';
import { traceRequests } from './traced-requests.js';
import { lingerAfterAnswers, streamsAnyType, streamsBody } from './streamed-body.js';

export interface HttpEdgeSettings {
  /** Largest request body in bytes. */
  readonly maxBody: number;
  /** Addresses of proxies whose X-Forwarded-For is believed. @default none */
  readonly proxies?: readonly string[] | undefined;
  readonly log: Logger;
  readonly clock: Clock;
}

/** The ground the controllers stand on: an HTTP server that answers every mistake in one shape. */
export interface HttpEdge {
  readonly adapter: FastifyAdapter;
  readonly filter: ErrorFilter;
  readonly shutdown: Shutdown;
  readonly refusals: Refusals;
  readonly requests: RunningRequests;
}

/**
 * Limits of a connection (security.md §4.6). They bound how long a request may take to arrive; how
 * long an answer may be held back, or streamed, they do not.
 */
const limits = {
  // `limitBodies` bounds bodies instead: an import may take longer.
  requestTimeout: 0,
  keepAliveTimeout: 65_000,
  maxRequestsPerSocket: 1_000,
  http: { headersTimeout: 10_000, maxHeaderSize: 16_384, connectionsCheckingInterval: 2_000 },
  // A conversation id of 200 characters is up to 1,800 when each is percent-encoded.
  routerOptions: { maxParamLength: 4_096, ignoreTrailingSlash: true },
};

export function createHttpEdge(settings: HttpEdgeSettings): HttpEdge {
  const { maxBody, proxies = [], log, clock } = settings;
  const routes = new KnownRoutes();
  const refusals = new Refusals();
  const filter = new ErrorFilter(routes, log, clock, refusals);
  const shutdown = new Shutdown();
  const requests = new RunningRequests();
  const adapter = new FastifyAdapter({
    ...limits,
    logger: false,
    trustProxy: proxies.length === 0 ? false : [...proxies],
    bodyLimit: maxBody,
    requestIdHeader: false,
    genReqId: requestIdOf,
    return503OnClosing: false,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      filter.answer(error, request, reply);
    },
    clientErrorHandler: (error: Error, socket: Socket) => {
      answerClientError(error, socket, clock);
    },
  });
  const server = adapter.getInstance<FastifyInstance>();
  keepDoor(server.server, { clock, refusals });
  if (proxies.length > 0) readForwardedAddresses(server);
  takeJsonOnly(server, maxBody);
  limitBodies(server, clock);
  lingerAfterAnswers(server);
  server.addHook('onRoute', ({ method, url }) => {
    // Preflights are answered everywhere; that does not make every path one that is served.
    if (url !== '*') routes.add(method, url);
  });
  server.addHook('onRequest', (request, reply, done) => {
    // On the response itself: streams bypass the reply.
    reply.raw.setHeader('x-request-id', request.id);
    const isRefused = isTurnedAway(request, shutdown);
    if (!isRefused) requests.note(reply.raw);
    done(isRefused ? stopping() : undefined);
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    // A connection that stays open after its last answer would hold up the stop.
    if (shutdown.isStopping) void reply.header('connection', 'close');
    done();
  });
  endJsonLines(server);
  traceRequests(server);
  noteAnswers(server, log);
  return { adapter, filter, shutdown, refusals, requests };
}

/** JSON is read by our own parser; anything else is refused with a word on what to send. */
function takeJsonOnly(server: FastifyInstance, maxBody: number): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    async (request: FastifyRequest, payload: IncomingMessage) => {
      refuseEncoded(payload);
      if (streamsBody(request)) return undefined;
      return parseBody(await readBody(payload, maxBody), jsonLimitsOf(request));
    },
  );
  const refuseOthers = async (request: FastifyRequest, payload: IncomingMessage): Promise<void> => {
    if (streamsAnyType(request)) {
      refuseEncoded(payload);
      return;
    }
    const body = await readBody(payload, maxBody);
    if (body.length > 0) throw notJson(request.headers['content-type']);
  };
  server.addContentTypeParser('*', refuseOthers);
  server.addContentTypeParser(
    [recordLines, 'application/jsonl'],
    async (request: FastifyRequest, payload: IncomingMessage) => {
      refuseEncoded(payload);
      if (!streamsBody(request)) await refuseOthers(request, payload);
    },
  );
}

function refuseEncoded({ headers }: IncomingMessage): void {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return;
  throw new ProtocolError('UNSUPPORTED_MEDIA_TYPE', `The body is encoded with ${encoding}`, {
    suggestion: 'Send the JSON without Content-Encoding',
  });
}

function notJson(contentType: string | undefined): ProtocolError {
  const declared = contentType === undefined ? 'not declared' : `declared as ${contentType}`;
  return new ProtocolError('UNSUPPORTED_MEDIA_TYPE', `The body is ${declared}, not as JSON`, {
    suggestion: 'Send Content-Type: application/json (curl: -H "Content-Type: application/json")',
  });
}

/**
 * What would be new work at a stop: first whatever changes something, since turns of this process that
 * finish may still be read about; then all but the probes, which tell of the stop.
 */
function isTurnedAway({ method, routeOptions }: FastifyRequest, shutdown: Shutdown): boolean {
  if (!shutdown.isStopping || routeOptions.url?.startsWith('/health/') === true) return false;
  return shutdown.signal.aborted || (method !== 'GET' && method !== 'HEAD');
}

function stopping(): ProtocolError {
  return new ProtocolError('UNAVAILABLE', 'The server is stopping', { retry_after: 2 });
}
