import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#platform';
import { measure, readTraceparent, traceIdOf } from '#signals';
import { loggedPath } from './logged-path.js';

/** What requests were about, for the line that tells of their answer. */
const subjects = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();

/** Names what a request was about: its ids stand in the line of the log that tells of its answer. */
export function noteSubject(
  { raw }: Pick<FastifyRequest, 'raw'>,
  subject: Readonly<Record<string, string>>,
): void {
  subjects.set(raw, subject);
}

/** Measures each answer and tells the log of it. */
export function noteAnswers(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', ({ raw, id, method, url, routeOptions }, reply, done) => {
    const { statusCode: status, elapsedTime } = reply;
    // By the pattern of its path, of which there are only so many.
    const route = routeOptions.url ?? 'unknown';
    const group = `${String(Math.trunc(status / 100))}xx`;
    measure('request', { method, route, status: group }, elapsedTime / 1_000);
    const facts = { request_id: id, ...traceOf(reply), method, path: loggedPath(url), status };
    const ms = Math.round(elapsedTime);
    log.debug({ ...facts, ms, ...subjects.get(raw) }, 'Answered a request.');
    done();
  });
}

/** When an answer is sent, nobody remembers what runs; the answer says to which trace it belongs. */
function traceOf({ raw }: Pick<FastifyReply, 'raw'>): { readonly trace_id?: string } {
  const trace = readTraceparent(raw.getHeader('traceparent'));
  return trace === undefined ? {} : { trace_id: traceIdOf(trace) };
}
