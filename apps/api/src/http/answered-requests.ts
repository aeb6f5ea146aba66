import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from '#platform';
import { measure, readTraceparent, traceIdOf } from '#signals';
import { loggedPath } from './logged-path.js';

/** What a request was about, for the line that tells of its answer. */
const about = Symbol('subject');

type Asked = IncomingMessage & { [about]?: Readonly<Record<string, string>> };

/** Names what a request was about: its ids stand in the line of the log that tells of its answer. */
export function noteSubject(
  { raw }: { readonly raw: Asked },
  subject: Readonly<Record<string, string>>,
): void {
  raw[about] = subject;
}

/** Measures each answer and tells the log of it. */
export function noteAnswers(server: FastifyInstance, log: Logger): void {
  server.addHook('onResponse', ({ raw, id, method, url, routeOptions }, reply, done) => {
    const { statusCode: status, elapsedTime } = reply;
    // By the pattern of its path, of which there are only so many.
    const route = routeOptions.url ?? 'unknown';
    const group = `${String(Math.trunc(status / 100))}xx`;
    measure('request', { method, route, status: group }, elapsedTime / 1_000);
    if (!log.isLevelEnabled('debug')) {
      done();
      return;
    }
    const facts = { request_id: id, ...traceOf(reply), method, path: loggedPath(url), status };
    const ms = Math.round(elapsedTime);
    log.debug({ ...facts, ms, ...(raw as Asked)[about] }, 'Answered a request.');
    done();
  });
}

/** When an answer is sent, nobody remembers what runs; the answer says to which trace it belongs. */
function traceOf({ raw }: Pick<FastifyReply, 'raw'>): { readonly trace_id?: string } {
  const trace = readTraceparent(raw.getHeader('traceparent'));
  return trace === undefined ? {} : { trace_id: traceIdOf(trace) };
}
