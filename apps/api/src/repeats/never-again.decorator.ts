import { UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldErrors } from '#protocol';

/** Refuses an `Idempotency-Key` where it would promise what cannot be kept. */
export class RefuseIdempotencyKey implements CanActivate {
  /** Thrown for a request with the header: INVALID_REQUEST. */
  canActivate(context: Pick<ExecutionContext, 'switchToHttp'>): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers['idempotency-key'] === undefined) return true;
    throw fieldErrors('INVALID_REQUEST', [
      {
        field: 'Idempotency-Key',
        rule: 'forbidden',
        message: 'is not taken here: the answer holds a secret and is not kept; send it without',
      },
    ]);
  }
}

/** Of a POST whose answer holds a secret: it is not kept, so a repetition would make another one. */
export const NeverAgain = (): MethodDecorator => UseGuards(RefuseIdempotencyKey);
