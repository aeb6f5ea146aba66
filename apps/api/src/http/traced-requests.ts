import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { areTracesFollowed, beginSpan, inSpan, readTraceparent, type TraceSpan } from '#signals';

/**
 * Each request is a span: of the trace that its sender says (`traceparent`), else of one that begins with it. The
 * answer says which. Nothing of it happens where traces are not followed.
 */
export function traceRequests(server: FastifyInstance): void {
  const open = new WeakMap<IncomingMessage, TraceSpan>();
  server.addHook('onRequest', ({ raw, id, method, headers, routeOptions }, reply, done) => {
    if (!areTracesFollowed()) {
      done();
      return;
    }
    const route = routeOptions.url ?? 'unknown';
    const span = beginSpan({
      ...{ name: `${method} ${route}`, kind: 'server' },
      parent: readTraceparent(headers['traceparent']),
      facts: { request_id: id, 'http.request.method': method, 'http.route': route },
    });
    if (span !== undefined) {
      open.set(raw, span);
      reply.raw.setHeader('traceparent', span.traceparent);
    }
    inSpan(span, done);
  });
  server.addHook('onResponse', ({ raw }, { statusCode }, done) => {
    open.get(raw)?.end({ 'http.response.status_code': statusCode }, statusCode >= 500);
    done();
  });
}
