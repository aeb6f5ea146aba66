import type { FastifyRequest } from 'fastify';
import type { Principal } from '#identity';

/** Where no body or header can reach. */
const kept = Symbol('principal');

type Identified = FastifyRequest & { [kept]?: Principal };

export function notePrincipal(request: Identified, principal: Principal): void {
  request[kept] = principal;
}

/** Thrown when nobody was asked who they are: a programming error. */
export function principalOf(request: Identified): Principal {
  const principal = request[kept];
  if (principal === undefined) throw new Error('The sender of the request was not identified');
  return principal;
}
