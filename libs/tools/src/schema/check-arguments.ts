import type { JsonObject, JsonValue } from '#protocol';
import { findMisfits } from './find-misfits.js';
import { findSchemaFault } from './find-schema-fault.js';
import type { Misfit } from './look.js';

/**
 * Where something does not fit a schema that others may have written; a schema that cannot be used is a misfit of
 * the rule `schema`. Patterns are not run: a stranger's can take for ever. Built-in tools check theirs when they are called.
 */
export function checkArguments(shown: JsonObject, given: JsonValue): Misfit[] {
  const fault = findSchemaFault(shown);
  if (fault === undefined) return findMisfits(shown, given);
  return [{ place: [], rule: 'schema', message: `cannot be checked: the JSON Schema ${fault}` }];
}
