import type { JsonObject, JsonValue } from '#protocol';
import { findSchemaFault } from '../schema/find-schema-fault.js';
import { dataWords, namedWords } from '../schema/schema-shapes.js';

/** Of the JSON of a schema. */
const longestSchema = 65_536;
const mostLevels = 24;

/** Words that name a schema or its dialect: two tools may use the same ones. */
const naming = new Set(['$schema', '$id', '$anchor', '$dynamicAnchor', '$vocabulary', '$comment']);
/** Regular expressions of strangers may take for ever (20 s for 28 characters): the tool checks its own. */
const matching = new Set(['pattern', 'patternProperties', 'format']);
/** An object below these stands for itself; below others it may be a part of one. */
const whole = new Set(['properties', 'items', 'prefixItems']);
/** Beside these an object cannot be closed: each of them knows other properties. */
const combining = ['allOf', 'anyOf', 'oneOf', '$ref', '$dynamicRef', 'if', 'unevaluatedProperties'];

/**
 * A stranger's schema of arguments, so that it can be shown to models and checked against: objects take
 * nothing but their properties unless they say so, nothing in it can take long, and it names nothing.
 *
 * @throws {Error} saying in words for its author why it cannot be used
 */
export function tameSchema(schema: JsonObject): JsonObject {
  if (JSON.stringify(schema).length > longestSchema) {
    throw new Error(`is longer than ${String(longestSchema)} characters`);
  }
  if (schema['type'] !== undefined && schema['type'] !== 'object') {
    throw new Error('must describe an object (type: object)');
  }
  const tamed = tame({ ...schema, type: 'object' }, mostLevels, false) as JsonObject;
  return { ...tamed, properties: tamed['properties'] ?? {}, ...closing(tamed) };
}

/**
 * The schema tamed, if arguments can be checked against it.
 * @throws {Error} saying in words for its author why it cannot be used
 */
export function requireSchema(schema: JsonObject): JsonObject {
  const tamed = tameSchema(schema);
  const fault = findSchemaFault(tamed);
  if (fault !== undefined) throw new Error(`is no JSON Schema (${fault.slice(0, 200)})`);
  return tamed;
}

/** The arguments themselves are always closed, whatever is combined in them. */
function closing(schema: JsonObject): JsonObject {
  if ('additionalProperties' in schema && schema['additionalProperties'] !== true) return {};
  const combines = combining.some((word) => word in schema);
  if (combines) return { unevaluatedProperties: false };
  return 'additionalProperties' in schema ? {} : { additionalProperties: false };
}

function tame(value: JsonValue, levelsLeft: number, isWhole: boolean): JsonValue {
  if (levelsLeft === 0) throw new Error(`is nested deeper than ${String(mostLevels)}`);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => tame(item, levelsLeft - 1, isWhole));
  const kept = Object.entries(value)
    .filter(([word]) => !naming.has(word) && !matching.has(word))
    .map(([word, item]) => [word, tameWord(word, item, levelsLeft - 1)] as const);
  const schema: JsonObject = Object.fromEntries(kept);
  // Who is asked for properties by pattern is asked for more than is named.
  const isClosable =
    isWhole &&
    'properties' in schema &&
    !('patternProperties' in value) &&
    !combining.some((word) => word in schema);
  return isClosable && !('additionalProperties' in schema)
    ? { ...schema, additionalProperties: false }
    : schema;
}

function tameWord(word: string, item: JsonValue, levelsLeft: number): JsonValue {
  if (word === '$ref' && !(typeof item === 'string' && item.startsWith('#'))) {
    throw new Error('refers to another document');
  }
  if (dataWords.has(word)) return item;
  if (!namedWords.has(word) || typeof item !== 'object' || item === null || isList(item)) {
    return tame(item, levelsLeft, whole.has(word));
  }
  return Object.fromEntries(
    Object.entries(item).map(([name, schema]) => [name, tame(schema, levelsLeft, whole.has(word))]),
  );
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
