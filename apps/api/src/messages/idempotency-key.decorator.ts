import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readIdempotencyKey } from './idempotency-key.js';

/** The `Idempotency-Key` of a request, if it has one. Thrown for a bad one: INVALID_REQUEST. */
export const IdempotencyKey = createParamDecorator<undefined, string | undefined>(
  (_options, context) =>
    readIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers),
);
