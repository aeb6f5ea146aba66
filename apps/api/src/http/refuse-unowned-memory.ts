import type { FastifyRequest } from 'fastify';
import { boundsOf, ProtocolError } from '#protocol';
import type { Principal } from '#identity';
import { fieldsOf, namedAgents } from './named-agents.js';

type Requested = Pick<FastifyRequest, 'method' | 'routeOptions' | 'params' | 'query' | 'body'>;

/** How memory is set up and whether it works: whoever looks learns nothing of what is remembered. */
const setupPath = /^\/api\/v1\/memory\/(?:config|health)$/;
const erasurePath = /^\/api\/v1\/memory\/erasures(?:\/|$)/;

/**
 * Whoever is bounded means the memory of somebody: without an owner a request is about that of everybody. Thrown
 * when they name none: FORBIDDEN.
 */
export function refuseUnownedMemory({ grants }: Principal, request: Requested): void {
  const path = request.routeOptions.url ?? '';
  if (boundsOf(grants) === undefined || !path.startsWith('/api/v1/memory/')) return;
  if (setupPath.test(path)) {
    if (request.method !== 'PUT') return;
    throw beyond('Ask an admin to decide how long it is kept');
  }
  if (erasurePath.test(path))
    throw beyond('Ask an admin to erase it everywhere; or retract what an agent of yours knows');
  if (namedAgents(request).length === 0)
    throw beyond('Name an agent that you are granted: agent_id');
  if (isOfEveryConversation(request.query))
    throw beyond('Name the conversation that you mean: conversation_id');
}

/** Each conversation has a memory of its own, whichever agent is named beside the scope. */
function isOfEveryConversation(query: unknown): boolean {
  const { memory_scope: scope, conversation_id: conversation } = fieldsOf(query);
  return scope === 'conversation' && typeof conversation !== 'string';
}

function beyond(suggestion: string): ProtocolError {
  const said = 'This is about the memory of everybody, and you are granted some agents only';
  return new ProtocolError('FORBIDDEN', said, { suggestion });
}
