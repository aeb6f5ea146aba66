import type { FastifyRequest } from 'fastify';
import type { Touch } from '#agents';

type Fields = Readonly<Record<string, unknown>>;
type Requested = Pick<FastifyRequest, 'routeOptions' | 'params' | 'query' | 'body'>;

const agentPaths = /^\/api\/v1\/agents\/:name|^\/api\/v1\/memory\/:agent$/;

/** The agents that a request is about: by path, by query, or in its body. Whom it writes to is the router's matter. */
export function namedAgents({ routeOptions, params, query, body }: Requested): string[] {
  const [inPath] = agentPaths.test(routeOptions.url ?? '') ? Object.values(fieldsOf(params)) : [];
  return texts([inPath, fieldsOf(query)['agent_id'], fieldsOf(body)['agent_id']]);
}

/** What a request does to the agents that it names. A search is asked with a body and changes nothing. */
export function touchOf({
  method,
  routeOptions,
}: Pick<FastifyRequest, 'method' | 'routeOptions'>): Touch {
  const isLook = ['GET', 'HEAD'].includes(method) || routeOptions.url?.endsWith('/search') === true;
  return isLook ? 'look' : 'change';
}

/** Those of an object; whatever else was sent has none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** What is text of it. */
export function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}
