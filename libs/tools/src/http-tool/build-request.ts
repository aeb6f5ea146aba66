import type { HttpToolDefinition, JsonObject, JsonValue } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import { fillTemplate, placeholdersOf } from './url-template.js';

/** Methods whose requests have no body. */
export const bodyless: ReadonlySet<string> = new Set(['GET', 'DELETE']);

/** A request without what the server adds to it. */
export interface BuiltRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Puts the arguments of a call where the definition wants them.
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID for a value that cannot go there
 */
export function buildRequest(definition: HttpToolDefinition, args: JsonObject): BuiltRequest {
  const { url: template, method = 'GET' } = definition;
  const placed = Object.entries(args).map(([name, value]) => {
    const place = definition.arguments?.[name];
    return { name: place?.name ?? name, value, in: place?.in ?? usualPlace(definition, name) };
  });
  const at = (where: string): typeof placed => placed.filter((argument) => argument.in === where);
  const url = new URL(fill(template, args));
  for (const { name, value } of at('query')) {
    for (const text of textsOf(name, value)) url.searchParams.append(name, text);
  }
  const headers = at('header').map(({ name, value }) => [name, textOf(name, value)] as const);
  const body = Object.fromEntries(at('body').map(({ name, value }) => [name, value]));
  return {
    url: url.href,
    headers: Object.fromEntries(headers),
    body: bodyless.has(method) ? undefined : JSON.stringify(body),
  };
}

function usualPlace({ url, method = 'GET' }: HttpToolDefinition, name: string): string {
  if (placeholdersOf(url).includes(name)) return 'path';
  return bodyless.has(method) ? 'query' : 'body';
}

function fill(template: string, args: JsonObject): string {
  try {
    return fillTemplate(template, (name) => textOf(name, args[name] ?? ''));
  } catch (error) {
    if (error instanceof ToolFault) throw error;
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', error instanceof Error ? error.message : '');
  }
}

/** A list is the parameter several times. */
function textsOf(name: string, value: JsonValue): string[] {
  return Array.isArray(value)
    ? value.map((item: JsonValue) => textOf(name, item))
    : [textOf(name, value)];
}

function textOf(name: string, value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  throw new ToolFault('TOOL_ARGUMENTS_INVALID', `${name} must be a text, a number or a boolean`);
}
