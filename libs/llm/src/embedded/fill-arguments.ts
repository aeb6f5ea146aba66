import type { JsonObject, JsonValue } from '#protocol';
import type { ToolOffer } from '../language-model.js';
import { propertiesOf, requiredOf } from './toolkit.js';
import { readWords, type Words } from './words.js';

/** Arguments as far as they could be found, and what is still missing. */
export interface Filled {
  readonly args: JsonObject;
  /** Required parameters without a value. */
  readonly missing: readonly string[];
}

/**
 * The arguments of a tool, from the content of the message first, by the parameters' names, then from
 * its words, by their types. Nothing is made up: what is not there is missing.
 */
export async function fillArguments(
  tool: ToolOffer,
  content: JsonObject,
  request: string,
): Promise<Filled> {
  const properties = propertiesOf(tool);
  const required = requiredOf(tool);
  const given = Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) => {
      const value = content[name];
      return value !== undefined && fits(schema, value) ? [[name, value] as const] : [];
    }),
  );
  const open = Object.keys(properties).filter((name) => !(name in given));
  const wanted = open.filter((name) => required.includes(name) || isTelling(properties[name]));
  const words = wanted.length === 0 ? undefined : await readWords(request);
  const read = Object.fromEntries(
    wanted.flatMap((name) => {
      const value = words && readValue(name, properties[name] ?? {}, words);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const args: JsonObject = { ...given, ...read };
  return { args, missing: required.filter((name) => !(name in args)) };
}

/** Optional parameters whose value can be told for certain from words: one of a few, or a date. */
function isTelling(schema: JsonObject | undefined): boolean {
  return Array.isArray(schema?.['enum']) || schema?.['format'] === 'date';
}

function fits(schema: JsonObject, value: JsonValue): boolean {
  const { type, enum: values } = schema;
  if (Array.isArray(values)) return values.includes(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && !Array.isArray(value) && value !== null;
  return typeof type !== 'string' || typeof value === type;
}

type Reader = (words: Words, schema: JsonObject) => JsonValue | undefined;

/** What a parameter's name says about its value, the most telling first. */
const byName: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:url|uri|link|href|.*_url)$/i, ({ links }) => links[0]],
  [/e-?mail|recipient/i, ({ emails }) => emails[0]],
  [/(?:^|_)(?:to|until|end|before)(?:_?date)?$/i, ({ dates }) => dates[1] ?? dates[0]],
  [/date|day|since|from|start|after/i, ({ dates }) => dates[0]],
  [/^(?:query|q|question|search|search_term|request)$/i, ({ text }) => text],
  [/city|place|location|country|town/i, ({ places, quotations }) => places[0] ?? quotations[0]],
  [/person|people|customer|author|^name$/i, ({ people, quotations }) => quotations[0] ?? people[0]],
];

function readValue(name: string, schema: JsonObject, words: Words): JsonValue | undefined {
  const { type, enum: values } = schema;
  if (Array.isArray(values)) {
    return (values as readonly JsonValue[]).find(
      (value) => typeof value === 'string' && words.says(value),
    );
  }
  if (type === 'number' || type === 'integer') return readNumber(name, type, words);
  if (type !== undefined && type !== 'string') return undefined;
  const reader = byName.find(([pattern]) => pattern.test(name))?.[1];
  return reader === undefined ? words.quotations[0] : reader(words, schema);
}

/** The number beside the parameter's name, else the only one there is. */
function readNumber(name: string, type: 'number' | 'integer', words: Words): number | undefined {
  const value =
    words.numberBeside(name) ?? (words.numbers.length === 1 ? words.numbers[0] : undefined);
  return value !== undefined && (type === 'number' || Number.isInteger(value)) ? value : undefined;
}
