import type { DeploymentWarning, JsonObject, JsonValue } from '#protocol';
import { nearestNames } from '../names/nearest-names.js';

/** What stands behind these are schemas by the names of properties, which may be any words. */
const named = new Set(['properties', '$defs', 'definitions', 'dependentSchemas']);
/** What stands behind these is a schema, or a list of them. */
const nested = new Set([
  ...['additionalProperties', 'unevaluatedProperties', 'propertyNames', 'unevaluatedItems'],
  ...['items', 'prefixItems', 'contains', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
]);
/** The other words of JSON Schema 2020-12: those that are checked, and those that only tell something. */
const plain = new Set([
  ...['type', 'enum', 'const', 'required', 'dependentRequired', 'uniqueItems', '$ref'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties'],
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...['format', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  ...['$id', '$schema', '$anchor', '$comment', '$vocabulary', '$dynamicAnchor'],
]);
const known = [...named, ...nested, ...plain];

/** What an output schema says to no effect, and what in it no answer can fit. */
export function findLooseSchema(schema: JsonObject | undefined): DeploymentWarning[] {
  return schema === undefined ? [] : look(schema, 'output_schema');
}

function look(schema: JsonValue, place: string): DeploymentWarning[] {
  if (Array.isArray(schema))
    return (schema as JsonValue[]).flatMap((each, at) => look(each, `${place}[${String(at)}]`));
  if (!isObject(schema)) return [];
  return [
    ...findUnknownWords(schema, place),
    ...findForbidden(schema, place),
    ...Object.entries(schema).flatMap(([word, value]) => lookBehind(word, value, place)),
  ];
}

function lookBehind(word: string, value: JsonValue, place: string): DeploymentWarning[] {
  if (nested.has(word)) return look(value, `${place}.${word}`);
  if (!named.has(word) || !isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    look(inner, `${place}.${word}.${shown(name)}`),
  );
}

/** Words that begin with `x-` are meant for others. */
function findUnknownWords(schema: JsonObject, place: string): DeploymentWarning[] {
  return Object.keys(schema)
    .filter((word) => !known.includes(word) && !word.startsWith('x-'))
    .map((word) => {
      const [nearest] = nearestNames(shown(word), known);
      const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
      const message = `is no word of JSON Schema and is not looked at${hint}`;
      return { field: `${place}.${shown(word)}`, code: 'UNKNOWN_FIELD', message };
    });
}

/** What must be there and may not: no answer fits, whatever the model is told. */
function findForbidden(schema: JsonObject, place: string): DeploymentWarning[] {
  const { required, properties = {}, additionalProperties: others } = schema;
  if (!Array.isArray(required) || !isObject(properties)) return [];
  return (required as JsonValue[]).flatMap((name, at) => {
    if (typeof name !== 'string') return [];
    const rule = Object.hasOwn(properties, name) ? properties[name] : others;
    if (rule !== false) return [];
    const message = `${shown(name)} must be there and is not allowed: no answer can fit`;
    return [{ field: `${place}.required[${String(at)}]`, code: 'UNSATISFIABLE', message }];
  });
}

const shown = (name: string): string => name.slice(0, 100);

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
