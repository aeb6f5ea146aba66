import type { JsonObject, JsonValue } from '#protocol';
import { ToolFault } from '../tool.errors.js';

/** JSON Schema of the arguments of `http_client`. */
export const httpParameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      type: 'string',
      minLength: 1,
      maxLength: 2_048,
      description: 'Absolute http or https URL.',
    },
    method: {
      type: 'string',
      enum: ['GET', 'POST'],
      description: 'GET reads (default); POST sends and may change something.',
    },
    headers: {
      type: 'object',
      maxProperties: 30,
      additionalProperties: { type: 'string' },
      description: 'Request headers by name.',
    },
    query: {
      type: 'object',
      maxProperties: 50,
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      description: 'Query parameters, added to those in the URL.',
    },
    body: { type: 'string', maxLength: 1_048_576, description: 'Text to POST.' },
    json: { description: 'Value to POST as JSON, instead of body.' },
  },
};

/** The arguments of one call, put together. */
export interface HttpCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Puts the parts of a request together.
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID when they contradict each other
 */
export function readHttpCall(args: JsonObject): HttpCall {
  const { body, json } = args;
  const url = withQuery(args['url'] as string, (args['query'] ?? {}) as Query);
  const headers = (args['headers'] ?? {}) as Record<string, string>;
  if (body !== undefined && json !== undefined) throw invalid('give either body or json');
  if (isPost(args)) {
    const isJson = json !== undefined;
    return { url, method: 'POST', headers: withType(headers, isJson), body: bodyOf(body, json) };
  }
  if ((body ?? json) !== undefined) throw invalid('a GET has no body');
  return { url, method: 'GET', headers, body: undefined };
}

type Query = Readonly<Record<string, string | number | boolean>>;

/** POST is unsafe by nature; GET promises to change nothing (RFC 9110 §9.2.1). */
export const isPost = (args: JsonObject): boolean => args['method'] === 'POST';

function withQuery(text: string, query: Query): string {
  if (!URL.canParse(text))
    throw invalid('url must be an absolute URL such as https://example.com/');
  if (Object.keys(query).length === 0) return text;
  const url = new URL(text);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
  return url.href;
}

function withType(headers: Record<string, string>, isJson: boolean): Record<string, string> {
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  if (isTyped) return headers;
  return { ...headers, 'content-type': isJson ? 'application/json' : 'text/plain; charset=utf-8' };
}

function bodyOf(body: JsonValue | undefined, json: JsonValue | undefined): string {
  if (json !== undefined) return JSON.stringify(json);
  return typeof body === 'string' ? body : '';
}

const invalid = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
