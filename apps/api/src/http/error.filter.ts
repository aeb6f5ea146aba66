import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, Logger } from '#platform';
import { explainError, type Explained } from './explain-error.js';
import type { KnownRoutes } from './known-routes.js';
import { loggedPath } from './logged-path.js';
import { OutageLog } from './outage-log.js';
import type { Refusals } from './refusals.js';
import { headersOf, renderError } from './render-error.js';
import { noteGap } from './validation-gaps.js';

/** Answers every error, whoever raised it, in the contract's envelope. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly outages: OutageLog;

  constructor(
    private readonly routes: KnownRoutes,
    private readonly log: Logger,
    private readonly clock: Clock,
    private readonly refusals: Refusals,
  ) {
    this.outages = new OutageLog(log);
  }

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(exception, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(exception: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { method, url: path, id } = request;
    const { routes } = this;
    const explained = explainError(exception, {
      method,
      path,
      // Looked for only where it is asked: among all routes it took a quarter of the time of a refusal.
      get allowed() {
        return routes.allowed(path);
      },
    });
    this.note(explained, request);
    if (reply.sent || reply.raw.headersSent) return;
    const { error } = explained;
    this.refusals.note(request, error.code);
    void reply
      .status(error.status)
      .headers({ ...headersOf(error), 'x-request-id': id })
      .type('application/json; charset=utf-8')
      .send(renderError(error, id, this.clock.now()));
  }

  private note({ error, kind, gap }: Explained, request: FastifyRequest): void {
    const { id, method, url } = request;
    const facts = { request_id: id, method, path: loggedPath(url), code: error.code };
    if (kind === 'fault') this.log.error({ ...facts, err: error.cause }, 'A request met a fault.');
    else if (gap !== undefined) {
      const told = noteGap(gap, request, error.cause);
      this.log.error({ ...facts, ...told }, 'Postgres refused data that a check let through.');
    } else if (kind === 'outage') {
      this.outages.note({ ...facts, reason: reasonOf(error.cause) }, `${error.message}.`);
    }
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
