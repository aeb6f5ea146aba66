import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { FieldError, JsonObject, JsonValue } from '#protocol';

/** A person mends what they are told, one after another. */
const mostTold = 20;

/** Where arguments do not fit a JSON Schema, field by field; nothing when they fit. */
export function explainMisfit(schema: JsonObject, given: JsonValue): FieldError[] {
  try {
    // Schemas of others may hold keywords that ajv does not know: they are ignored, not refused.
    const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
    const validate = ajv.compile(schema);
    return validate(given) ? [] : (validate.errors ?? []).slice(0, mostTold).map(explain);
  } catch {
    const message = 'cannot be checked: the JSON Schema of the approval cannot be used';
    return [{ field: 'arguments', rule: 'schema', message }];
  }
}

function explain({ instancePath, keyword, params, message }: ErrorObject): FieldError {
  const named = nameOf(params);
  const path = `${instancePath}${named === undefined ? '' : `/${named}`}`;
  return {
    field: `arguments${path.replaceAll('/', '.')}`,
    rule: keyword,
    message: message ?? 'is not valid',
  };
}

/** The property that is missing or too many; the pointer ends above it. */
function nameOf(params: Readonly<Record<string, unknown>>): string | undefined {
  const name = params['missingProperty'] ?? params['additionalProperty'];
  return typeof name === 'string' ? name : undefined;
}
