import type { JsonObject, JsonValue } from '#protocol';
import { checkArguments } from '#tools';

/** Of the JSON of a schema: it is told to the model in every turn. */
const longestSchema = 16_384;
/** A message is not deeper. */
const mostLevels = 32;
/** Patterns of strangers may take for ever (20 s for 28 characters), so they are not run. */
const unchecked = new Set(['pattern', 'patternProperties']);
/** What stands behind these are schemas by the names of properties, which may be any words. */
const named = new Set(['properties', '$defs', 'definitions', 'dependentSchemas']);
/** What stands behind these is data, not a schema. */
const data = new Set(['const', 'enum', 'default', 'examples', 'required', 'dependentRequired']);

/** Why the answers of an agent cannot be checked against a JSON Schema, in words for its author. */
export function findOutputSchemaFault(schema: JsonObject): string | undefined {
  const { length } = JSON.stringify(schema);
  if (length > longestSchema) return `must not be longer than ${String(longestSchema)} characters`;
  if (schema['type'] !== undefined && schema['type'] !== 'object') {
    return 'must describe an object (type: object), as the content of a message is one';
  }
  const word = findUnchecked(schema, mostLevels);
  if (word !== undefined) {
    return `uses ${word}, which is not checked here; say in a description what the text is like`;
  }
  const [fault] = checkArguments(schema, {}).filter(({ rule }) => ofTheSchema.has(rule));
  return fault?.message;
}

/** Misfits that no answer could mend. */
const ofTheSchema = new Set(['schema', 'effort']);

function findUnchecked(schema: JsonValue, levelsLeft: number): string | undefined {
  if (levelsLeft === 0 || typeof schema !== 'object' || schema === null) return undefined;
  if (Array.isArray(schema)) return firstOf(schema as readonly JsonValue[], levelsLeft);
  const word = Object.keys(schema).find((each) => unchecked.has(each));
  if (word !== undefined) return word;
  const behind = Object.entries(schema).flatMap(([name, value]) => {
    if (data.has(name)) return [];
    return named.has(name) && typeof value === 'object' && value !== null
      ? Object.values(value)
      : [value];
  });
  return firstOf(behind, levelsLeft);
}

function firstOf(schemas: readonly JsonValue[], levelsLeft: number): string | undefined {
  for (const schema of schemas) {
    const word = findUnchecked(schema, levelsLeft - 1);
    if (word !== undefined) return word;
  }
  return undefined;
}
