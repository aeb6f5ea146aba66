import type { FastifyRequest } from 'fastify';
import type { Principal } from '#identity';

/** Beside the request, where no body or header can reach. */
const principals = new WeakMap<object, Principal>();

export function notePrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** Thrown when nobody was asked who they are: a programming error. */
export function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (principal === undefined) throw new Error('The sender of the request was not identified');
  return principal;
}
