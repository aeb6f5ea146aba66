import {
  fieldErrors,
  mcpServerDefinition,
  parseDuration,
  toFieldErrors,
  type FieldError,
  type McpServerDefinition,
} from '#protocol';
import { checkHeaderValues } from '../http-tool/check-header-values.js';

const shortestMs = 100;
const longestMs = 60_000;

/**
 * Checks a definition against its schema and in itself.
 * @throws {ProtocolError} INVALID_MCP_SERVER with one entry per bad field
 */
export function checkMcpServer(body: unknown): McpServerDefinition {
  const { data, error } = mcpServerDefinition.safeParse(body);
  if (data === undefined) throw fieldErrors('INVALID_MCP_SERVER', toFieldErrors(error.issues));
  const errors = [
    ...checkUrl(data),
    ...checkHeaderValues(data.headers ?? {}),
    ...checkTimeout(data.timeout),
  ];
  if (errors.length > 0) throw fieldErrors('INVALID_MCP_SERVER', errors);
  return data;
}

/** Names in a query behind which a secret stands. */
const revealing = /key|token|secret|passw|auth|sig(?:nature)?$|credential/i;

/** What stands in a URL is shown to whoever looks at the server. */
function checkUrl({ url }: McpServerDefinition): FieldError[] {
  const { username, password, hash, searchParams } = new URL(url);
  if (username !== '' || password !== '' || hash !== '') {
    return [{ field: 'url', rule: 'plain', message: 'must hold no user, password or fragment' }];
  }
  const name = [...searchParams.keys()].find((each) => revealing.test(each));
  if (name === undefined) return [];
  const remedy = 'give it as a header by reference: {"secret": "env:CAXTON_SECRET_…"}';
  const message = `must hold no secret, and "${name.slice(0, 50)}" looks like one: ${remedy}`;
  return [{ field: 'url', rule: 'secret', message }];
}

function checkTimeout(timeout: string | undefined): FieldError[] {
  if (timeout === undefined) return [];
  const milliseconds = parseDuration(timeout);
  return milliseconds >= shortestMs && milliseconds <= longestMs
    ? []
    : [{ field: 'timeout', rule: 'range', message: 'must be from 100ms to 60s' }];
}
