import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuthMode } from '#identity';
import { needsOf } from '../http/needs-of.js';
import { principalOf } from '../http/principal-of-request.js';
import { apartKey } from './counted-apart.decorator.js';
import type { RequestLimits } from './request-limits.js';
import { unlimitedKey } from './unlimited.decorator.js';

/** Counts each request for whoever sent it, after it is known who that is. The local developer may do any number. */
export class RateGuard implements CanActivate {
  constructor(
    private readonly limits: RequestLimits,
    private readonly mode: AuthMode,
  ) {}

  /** Thrown for one request too many: RATE_LIMITED. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const controller = context.getClass();
    const isPublic = needsOf(controller, context.getHandler()) === 'public';
    const isCounted = isPublic ? this.mode === 'required' : principalOf(request).kind !== 'local';
    if (!isCounted || Reflect.getMetadata(unlimitedKey, controller) === true) return true;
    return this.count(request, http.getResponse<FastifyReply>(), isPublic ? controller : undefined);
  }

  /** `open`: the controller of an operation that asks nobody who they are. */
  private async count(
    request: FastifyRequest,
    { raw }: FastifyReply,
    open: object | undefined,
  ): Promise<true> {
    if (open === undefined) await this.limits.countKnown(principalOf(request), raw);
    else {
      const isApart = Reflect.getMetadata(apartKey, open) === true;
      await this.limits.countStranger(request.ip, raw, isApart ? 'logins' : 'others');
    }
    return true;
  }
}
