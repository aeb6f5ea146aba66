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
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const controller = context.getClass();
    if (Reflect.getMetadata(unlimitedKey, controller) === true) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { raw } = http.getResponse<FastifyReply>();
    if (needsOf(controller, context.getHandler()) === 'public') {
      const isApart = Reflect.getMetadata(apartKey, controller) === true;
      if (this.mode === 'required')
        await this.limits.countStranger(request.ip, raw, isApart ? 'logins' : 'others');
      return true;
    }
    const principal = principalOf(request);
    if (principal.kind !== 'local') await this.limits.countKnown(principal, raw);
    return true;
  }
}
