import type { FastifyRequest } from 'fastify';
import { isGranted, ProtocolError, type SendMessage } from '#protocol';
import type { Principal } from '#identity';
import { fieldsOf, namedAgents, texts } from './named-agents.js';

const capabilityPath = '/api/v1/capabilities/:name';
const deployments = new Set(['/api/v1/agents', '/api/v1/agents/from-template']);

/**
 * Whoever is granted some agents or capabilities addresses no others: by path, by query, or in a body.
 * Thrown when they do: FORBIDDEN.
 */
export function refuseUngranted({ grants }: Principal, request: FastifyRequest): void {
  if (grants.agents === undefined && grants.capabilities === undefined) return;
  for (const agent of agentsOf(request)) refuse('agent', agent, grants.agents);
  for (const capability of capabilitiesOf(request))
    refuse('capability', capability, grants.capabilities);
}

/** The same for one message of several: it names whom it is for. Thrown when it may not: FORBIDDEN. */
export function refuseUngrantedMessage(
  { grants }: Pick<Principal, 'grants'>,
  { receiver, capability }: Pick<SendMessage, 'receiver' | 'capability'>,
): void {
  if (receiver !== undefined) refuse('agent', receiver, grants.agents);
  if (capability !== undefined) refuse('capability', capability, grants.capabilities);
}

function agentsOf(request: FastifyRequest): string[] {
  const { name, receiver } = fieldsOf(request.body);
  const deployed = deployments.has(request.routeOptions.url ?? '') ? name : undefined;
  return [...namedAgents(request), ...texts([deployed, receiver])];
}

/**
 * An agent that is deployed takes the mail of its capabilities, and its rules send to some and listen to others:
 * nobody opens a door that they may not use.
 */
function capabilitiesOf({ routeOptions, params, body }: FastifyRequest): string[] {
  const path = routeOptions.url ?? '';
  const inPath = path === capabilityPath ? fieldsOf(params)['name'] : undefined;
  const { capability, capabilities, on_reply: rules, subscriptions } = fieldsOf(body);
  const ruled = [...listOf(rules), ...listOf(subscriptions)].map((rule) => fieldsOf(rule)['to']);
  return texts([inPath, capability, ...listOf(capabilities), ...ruled]);
}

function refuse(kind: string, name: string, granted: readonly string[] | undefined): void {
  if (isGranted(granted, name)) return;
  throw new ProtocolError('FORBIDDEN', `You are not granted the ${kind} '${name}'`, {
    granted: [...(granted ?? [])],
    suggestion: 'Ask an admin for the grant; GET /api/v1/auth/me shows yours',
  });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
