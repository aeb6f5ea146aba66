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

/** What stands in a URL is shown to whoever looks at the server. */
function checkUrl({ url }: McpServerDefinition): FieldError[] {
  const { username, password, hash } = new URL(url);
  if (username === '' && password === '' && hash === '') return [];
  return [{ field: 'url', rule: 'plain', message: 'must hold no user, password or fragment' }];
}

function checkTimeout(timeout: string | undefined): FieldError[] {
  if (timeout === undefined) return [];
  const milliseconds = parseDuration(timeout);
  return milliseconds >= shortestMs && milliseconds <= longestMs
    ? []
    : [{ field: 'timeout', rule: 'range', message: 'must be from 100ms to 60s' }];
}
