import { HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Cancellation } from '#protocol';

/** When a cancellation is answered with 202. */
export const stillStopping = 'A turn works on one of the messages and is being stopped.';

/** 202: ask again, or look at the messages, to see it done. */
export function answerCancellation(given: Cancellation, reply: FastifyReply): Cancellation {
  if (given.outcome === 'cancelling') void reply.status(HttpStatus.ACCEPTED);
  return given;
}
