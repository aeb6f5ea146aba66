import type { JsonObject, JsonValue } from '#protocol';
import type { ComposedAnswer } from './move.js';

/**
 * The answer in the form that a JSON Schema asks for, as far as there is something to put there: parts of the same
 * name, the words where one text is wanted, insights where a list of texts is. Nothing is made up: what is
 * wanted beside that stays missing.
 */
export function fitAnswer(
  { text, structured }: ComposedAnswer,
  schema: JsonObject | undefined,
): ComposedAnswer {
  const properties = objectIn(schema?.['properties']);
  if (schema === undefined || properties === undefined) return { text, structured };
  const wanted = Object.entries(properties);
  const named = wanted.flatMap(([name, part]) => {
    const value = structured[name];
    return value !== undefined && suits(part, value) ? [[name, value] as const] : [];
  });
  const taken = Object.fromEntries(named);
  const fitted = {
    ...(schema['additionalProperties'] === false ? {} : structured),
    ...taken,
    ...firstOpen(wanted, taken, text),
    ...firstOpen(wanted, taken, textsOf(structured, text)),
    memory_used: structured['memory_used'] ?? [],
  };
  const content = Object.fromEntries(
    Object.entries(fitted).filter(([name, value]) => {
      const part = properties[name];
      return part === undefined || suits(part, value);
    }),
  );
  return { text: JSON.stringify(content), structured: content };
}

/** The first place that nothing of its own name fills, and that takes the value. */
function firstOpen(
  wanted: readonly (readonly [string, JsonValue])[],
  taken: JsonObject,
  value: JsonValue,
): JsonObject {
  const open = wanted.find(([name, part]) => !Object.hasOwn(taken, name) && suits(part, value));
  return open === undefined ? {} : { [open[0]]: value };
}

/** The insights; without any, the answer is the one thing there is to list. */
function textsOf({ insights }: JsonObject, text: string): readonly string[] {
  const isList = Array.isArray(insights) && insights.length > 0;
  return isList ? (insights as readonly string[]) : [text];
}

/** Whether a value is of the kind that a part of a schema names. One that names none is left to the check. */
function suits(part: JsonValue, value: JsonValue): boolean {
  const shape = objectIn(part);
  if (shape === undefined || !isAmong(shape['enum'], value)) return false;
  if ('const' in shape && shape['const'] !== value) return false;
  return isOfType(shape['type'], value) && itemsSuit(objectIn(shape['items']), value);
}

function isOfType(type: JsonValue | undefined, value: JsonValue): boolean {
  const kinds = Array.isArray(type) ? (type as readonly JsonValue[]) : [type ?? kindOf(value)];
  return kinds.includes(kindOf(value)) || (kinds.includes('integer') && Number.isInteger(value));
}

function itemsSuit(items: JsonObject | undefined, value: JsonValue): boolean {
  if (items === undefined || !Array.isArray(value)) return true;
  return (value as readonly JsonValue[]).every((item) => suits(items, item));
}

function isAmong(allowed: JsonValue | undefined, value: JsonValue): boolean {
  return !Array.isArray(allowed) || (allowed as readonly JsonValue[]).includes(value);
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function objectIn(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}
