import type { FieldError, JsonObject, JsonValue } from '#protocol';
import { checkArguments } from '#tools';

/** Where arguments do not fit a JSON Schema, field by field; nothing when they fit. */
export function explainMisfit(schema: JsonObject, given: JsonValue): FieldError[] {
  return checkArguments(schema, given).map(({ place, rule, name, message }) => {
    const path = name === undefined ? place : [...place, name];
    return { field: ['arguments', ...path].join('.'), rule, message };
  });
}
