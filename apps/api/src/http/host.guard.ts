import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProtocolError } from '#protocol';

const loopback = /^(?:localhost|[a-z0-9-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * Where nobody has to say who they are, only this machine's own names are answered to: a page elsewhere may have its
 * name resolve to 127.0.0.1 and would be of "the same origin" then (DNS rebinding).
 */
export class HostGuard implements CanActivate {
  /** `hosts`: further names under which the server is called. */
  constructor(private readonly hosts: readonly string[]) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const host = headers.host ?? '';
    if (host === '' || loopback.test(host) || this.hosts.includes(nameOf(host))) return true;
    throw new ProtocolError('HOST_REFUSED', `This server is not called ${nameOf(host)}`, {
      suggestion:
        'Call it by localhost, name the host in CAXTON_ALLOWED_HOSTS, or require credentials with CAXTON_AUTH=required',
    });
  }
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
