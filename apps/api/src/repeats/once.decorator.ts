import { createParamDecorator } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClaimRequest, type RepeatableRequest } from './claim-request.js';

const repeatable = Symbol('repeatable');

/** `@HttpCode` leaves its number here. */
const statusOf = '__httpCode__';

const requestAndReply = createParamDecorator<undefined, RepeatableRequest>(
  (_options, context) => {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    return {
      request: http.getRequest<FastifyRequest>(),
      statusCode:
        (Reflect.getMetadata(statusOf, context.getHandler()) as number | undefined) ?? 200,
      onReplay: () => {
        void reply.header('idempotency-replayed', 'true');
      },
    };
  },
  [
    (target, method) => {
      if (method === undefined) return;
      const handler = Reflect.get(target, method) as object;
      Reflect.defineMetadata(repeatable, true, handler);
    },
  ],
);

/**
 * Makes a POST repeatable, in one line: its parameter is the claim of the request's `Idempotency-Key`,
 * or nothing without one, to be handed to `answerOnce` (`#idempotency`), which does the effect and
 * keeps the answer in one transaction. The header, the replay's mark and the errors are documented and
 * answered by what is here. Thrown for a bad key: INVALID_REQUEST.
 */
export const Once = (): ParameterDecorator => requestAndReply(ClaimRequest);

/** Whether a controller's method has a parameter marked with `@Once`. */
export function isRepeatable(handler: unknown): boolean {
  return typeof handler === 'function' && Reflect.getMetadata(repeatable, handler) === true;
}
