import { fieldErrors, type JsonObject, type JsonValue } from '#protocol';
import { parseTemplate } from '../template/parse-template.js';
import { kindOf, placeIn } from './placeholders.js';

/** Who is made, and when. */
export interface Making {
  readonly name: string;
  /** RFC 3339. */
  readonly at: string;
}

/** What every template may name besides its parameters. */
export const namesOfMaking = ['agent_name', 'agent_id', 'created_at'] as const;

/** Characters of all texts that values are put into: more than an agent may have, and less than a giant. */
const mostFilled = 1_000_000;

/** What values are put in, and how many characters there is room for. */
interface Filling {
  readonly values: JsonObject;
  room: number;
}

/**
 * The body of the deployment that a template makes of the values. Values are data: they are put in once and never read
 * as a template, not even by later turns, because what `user_prompt_template` names becomes a parameter of the agent.
 * @throws {ProtocolError} INVALID_TEMPLATE_PARAMETERS when little would make a giant of an agent
 */
export function fillTemplate(
  configuration: JsonObject,
  { name, at }: Making,
  parameters: JsonObject,
): JsonObject {
  const values = { ...parameters, agent_name: name, agent_id: name, created_at: at };
  const filled = (fill(configuration, '', { values, room: mostFilled }) ?? {}) as JsonObject;
  const prompted = promptValues(configuration, values);
  const own = filled['parameters'];
  return {
    name,
    ...filled,
    ...(prompted === undefined ? {} : { parameters: { ...(own as JsonObject), ...prompted } }),
  };
}

/** The values that the prompt of a message names; a parameter without one is an empty text. */
function promptValues(configuration: JsonObject, values: JsonObject): JsonObject | undefined {
  const prompt = configuration['user_prompt_template'];
  if (typeof prompt !== 'string') return undefined;
  const named = parseTemplate(prompt).names.filter((name) => Object.hasOwn(values, name));
  if (named.length === 0) return undefined;
  return Object.fromEntries(named.map((name) => [name, say(values[name])]));
}

/** Nothing where a value of its own is wanted and there is none: the field is left out then. */
function fill(value: JsonValue, place: string, filling: Filling): JsonValue | undefined {
  if (typeof value === 'string') {
    return kindOf(place) === 'filled' ? fillText(value, filling) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return fillList(value as readonly JsonValue[], place, filling);
  const parts = Object.entries(value as JsonObject).flatMap(([key, part]) => {
    const filled = fill(part, placeIn(place, key), filling);
    return filled === undefined ? [] : [[key, filled] as const];
  });
  return Object.fromEntries(parts);
}

/** A list in the place of an entry stands for its entries. */
function fillList(list: readonly JsonValue[], place: string, filling: Filling): JsonValue[] {
  return list.flatMap((entry, index) => {
    const filled = fill(entry, placeIn(place, index), filling);
    if (filled === undefined) return [];
    return typeof entry === 'string' && Array.isArray(filled) ? (filled as JsonValue[]) : [filled];
  });
}

function fillText(text: string, filling: Filling): JsonValue | undefined {
  const { parts } = parseTemplate(text);
  const { values } = filling;
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'name') return valueOf(values, only.name);
  const pieces: string[] = [];
  for (const part of parts) {
    const piece = part.kind === 'text' ? part.text : say(valueOf(values, part.name));
    filling.room -= piece.length;
    if (filling.room < 0) throw tooMuch();
    pieces.push(piece);
  }
  return pieces.join('');
}

function tooMuch(): Error {
  const message = `make texts of more than ${String(mostFilled)} characters together`;
  return fieldErrors('INVALID_TEMPLATE_PARAMETERS', [
    { field: 'parameters', rule: 'max_length', message },
  ]);
}

/** A parameter may have the name of something that every object has. */
function valueOf(values: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function say(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
