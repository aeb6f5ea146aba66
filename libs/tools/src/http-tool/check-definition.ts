import type { z } from 'zod';
import {
  fieldErrors,
  parseDuration,
  toFieldErrors,
  type FieldError,
  type HttpToolDefinition,
  type JsonObject,
} from '#protocol';
import { bodyless } from './build-request.js';
import { checkHeader, checkHeaderValues } from './check-header-values.js';
import { requireSchema } from './tame-schema.js';
import { findTemplateFault, placeholdersOf } from './url-template.js';

const longestMs = 60_000;

/**
 * Checks a definition against its schema and in itself.
 * @throws {ProtocolError} INVALID_TOOL with one entry per bad field
 */
export function checkDefinition(
  schema: z.ZodType<HttpToolDefinition>,
  body: unknown,
): HttpToolDefinition {
  const { data, error } = schema.safeParse(body);
  if (data === undefined) throw fieldErrors('INVALID_TOOL', toFieldErrors(error.issues));
  const errors = [
    ...checkUrl(data),
    ...checkParameters(data),
    ...checkPlaces(data),
    ...checkHeaderValues(data.headers ?? {}),
    ...checkTimeout(data),
  ];
  if (errors.length > 0) throw fieldErrors('INVALID_TOOL', errors);
  return data;
}

const bad = (field: string, rule: string, message: string): FieldError => ({
  field,
  rule,
  message,
});

function checkUrl({ url, parameters = {} }: HttpToolDefinition): FieldError[] {
  const fault = findTemplateFault(url);
  if (fault !== undefined) return [bad('url', 'template', fault)];
  const properties = propertiesOf(parameters);
  // That it is a list is for the check of the schema to say.
  const required = [parameters['required'] ?? []].flat();
  return placeholdersOf(url)
    .filter((name) => !Object.hasOwn(properties, name) || !required.includes(name))
    .map((name) =>
      bad(
        'parameters',
        'placeholder',
        `must have ${name}, which the URL names, as a required property`,
      ),
    );
}

function checkParameters({ parameters = {} }: HttpToolDefinition): FieldError[] {
  try {
    requireSchema(parameters);
    return [];
  } catch (error) {
    return [
      bad('parameters', 'schema', error instanceof Error ? error.message : 'is no JSON Schema'),
    ];
  }
}

function checkPlaces(definition: HttpToolDefinition): FieldError[] {
  const { url, method = 'GET', parameters = {}, arguments: places = {} } = definition;
  const properties = propertiesOf(parameters);
  const inPath = new Set(placeholdersOf(url));
  return Object.entries(places).flatMap(([name, place]) => {
    const field = `arguments.${name}`;
    if (!Object.hasOwn(properties, name)) return [bad(field, 'known', 'is none of the parameters')];
    if ((place.in === 'path') !== inPath.has(name)) {
      return [
        bad(field, 'place', inPath.has(name) ? 'stands in the path' : 'is not named in the path'),
      ];
    }
    if (place.in === 'body' && bodyless.has(method)) {
      return [bad(field, 'place', `cannot be in the body of a ${method}`)];
    }
    return place.in === 'header' ? checkHeader(field, place.name ?? name) : [];
  });
}

function checkTimeout({ timeout }: HttpToolDefinition): FieldError[] {
  if (timeout === undefined) return [];
  const milliseconds = parseDuration(timeout);
  return milliseconds >= 1 && milliseconds <= longestMs
    ? []
    : [bad('timeout', 'range', 'must be from 1ms to 60s')];
}

function propertiesOf(parameters: JsonObject): JsonObject {
  const { properties } = parameters;
  return typeof properties === 'object' && properties !== null && !Array.isArray(properties)
    ? (properties as JsonObject)
    : {};
}
