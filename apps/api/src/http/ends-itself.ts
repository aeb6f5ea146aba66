import type { FastifyRequest } from 'fastify';
import type { Principal } from '#identity';
import { fieldsOf } from './named-agents.js';

const keyPath = '/api/v1/keys/:id';

/** Whether a key asks for its own end: that is granted whatever else it may do. */
export function endsItself(
  { id }: Pick<Principal, 'id'>,
  { method, routeOptions, params }: Pick<FastifyRequest, 'method' | 'routeOptions' | 'params'>,
): boolean {
  if (method !== 'DELETE' || routeOptions.url !== keyPath) return false;
  return id === `key-${String(fieldsOf(params)['id'])}`;
}
