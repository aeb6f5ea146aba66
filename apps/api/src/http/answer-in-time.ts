import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { mergeMap, NEVER, race, throwError, timer, type Observable } from 'rxjs';
import { ProtocolError } from '#protocol';

/** No request hangs for longer than 6 seconds, whatever Postgres waits for (reliability F16). */
export const answerWithinMs = 5_500;

/** Answers with 503 when an operation takes too long; a stream that has begun goes on. Stands around all but `@Holds`. */
@Injectable()
export class AnswerInTime implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const tooLate = timer(answerWithinMs).pipe(
      mergeMap(() => (reply.sent ? NEVER : throwError(tookTooLong))),
    );
    return race(next.handle(), tooLate);
  }
}

/** What the client is told then: nobody knows what became of a change. */
export function tookTooLong(): ProtocolError {
  return new ProtocolError(
    'UNAVAILABLE',
    'The database took too long; a change may have been made nevertheless. An Idempotency-Key makes sending it again safe.',
    { retry_after: 2 },
  );
}
