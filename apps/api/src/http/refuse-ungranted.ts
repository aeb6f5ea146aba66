import type { FastifyRequest } from 'fastify';
import { isGranted, ProtocolError } from '#protocol';
import type { Principal } from '#identity';

type Fields = Readonly<Record<string, unknown>>;

const agentPaths = /^\/api\/v1\/agents\/:name|^\/api\/v1\/memory\/:agent$/;
const capabilityPath = '/api/v1/capabilities/:name';
const deployment = '/api/v1/agents';

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

function agentsOf({ routeOptions, params, query, body }: FastifyRequest): string[] {
  const path = routeOptions.url ?? '';
  const [inPath] = agentPaths.test(path) ? Object.values(params as Fields) : [];
  const deployed = path === deployment ? fieldsOf(body)['name'] : undefined;
  return texts([inPath, deployed, fieldsOf(query)['agent_id'], ...namedIn(fieldsOf(body))]);
}

function namedIn(body: Fields): unknown[] {
  return [body['agent_id'], body['receiver']];
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

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}
