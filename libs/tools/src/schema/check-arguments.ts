import type { JsonObject, JsonValue } from '#protocol';
import { findMisfits } from './find-misfits.js';
import { findSchemaFault } from './find-schema-fault.js';
import type { Misfit } from './look.js';

/**
 * Where arguments do not fit the schema that a tool shows; a schema that cannot be used is a misfit of the rule
 * `schema`. Patterns are run: they are those of built-in tools, strangers' schemas have lost theirs when
 * they are shown.
 */
export function checkArguments(shown: JsonObject, given: JsonValue): Misfit[] {
  const fault = findSchemaFault(shown);
  if (fault === undefined) return findMisfits(shown, given, { runsPatterns: true });
  return [{ place: [], rule: 'schema', message: `cannot be checked: the JSON Schema ${fault}` }];
}
