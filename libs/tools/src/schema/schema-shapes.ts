import type { JsonObject, JsonValue } from '#protocol';
import { typeNames } from './rules-of-values.js';
import { isList } from './same-json.js';

/** Whether what stands behind a word is of the kind that the word takes. */
type Shape = (value: JsonValue) => boolean;

const isNumber: Shape = (value) => typeof value === 'number';
const isCount: Shape = (value) => Number.isInteger(value) && (value as number) >= 0;
const isText: Shape = (value) => typeof value === 'string';
const isBoolean: Shape = (value) => typeof value === 'boolean';
const isListOf =
  (shape: Shape): Shape =>
  (value) =>
    typeof value === 'object' && value !== null && isList(value) && value.every(shape);
export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);
const isType: Shape = (value) => typeof value === 'string' && typeNames.has(value);

/** Words with something else than schemas behind them. */
export const plainWords: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['type', (value) => isType(value) || isListOf(isType)(value)],
  ['enum', isListOf(() => true)],
  ['required', isListOf(isText)],
  ['dependentRequired', (value) => isObject(value) && Object.values(value).every(isListOf(isText))],
  ['uniqueItems', isBoolean],
  ['$ref', isText],
  ['pattern', isText],
  ['multipleOf', (value) => typeof value === 'number' && value > 0],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map(
    (word) => [word, isNumber] as const,
  ),
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'].map(
    (word) => [word, isCount] as const,
  ),
  ...['minContains', 'maxContains'].map((word) => [word, isCount] as const),
]);

/** Words with one schema behind them. */
export const schemaWords: ReadonlySet<string> = new Set([
  ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'propertyNames'],
  ...['items', 'contains', 'not', 'if', 'then', 'else'],
]);
/** Words with a list of schemas behind them; `items` was one of them before 2020. */
export const listWords: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
/** Words with schemas by name behind them. */
export const namedWords: ReadonlySet<string> = new Set([
  ...['properties', '$defs', 'definitions', 'dependentSchemas'],
]);
/** What stands behind these is data. */
export const dataWords: ReadonlySet<string> = new Set([
  ...['const', 'enum', 'default', 'examples', 'required', 'dependentRequired'],
]);
/** They follow where the check comes from, which nothing that is read once can know. */
export const unknownRoads: ReadonlySet<string> = new Set(['$dynamicRef', '$recursiveRef']);
