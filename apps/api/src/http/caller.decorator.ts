import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf, type Principal } from '#identity';
import type { Caller } from '#platform';
import { principalOf } from './principal-of-request.js';

const principalIn = (context: ExecutionContext): Principal =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>());

/** On whose behalf the statements of the request run. */
export const CallerOf = createParamDecorator<undefined, Caller>((_data, context) =>
  callerOf(principalIn(context)),
);

/** Who sent the request, and what they may do. */
export const PrincipalOf = createParamDecorator<undefined, Principal>((_data, context) =>
  principalIn(context),
);
