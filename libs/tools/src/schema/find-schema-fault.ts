import type { JsonObject, JsonValue } from '#protocol';
import { readPointer } from './read-pointer.js';
import { isList } from './same-json.js';
import {
  isObject,
  listWords,
  namedWords,
  plainWords,
  schemaWords,
  unknownRoads,
} from './schema-shapes.js';

/** Deeper ones are nobody's arguments. */
const mostLevels = 64;

/**
 * Why nothing can be checked against a JSON Schema: a word with the wrong thing behind it, a reference to
 * nothing. Each part of the schema is looked at once.
 */
export function findSchemaFault(schema: JsonObject): string | undefined {
  try {
    new Reading(schema).read();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'cannot be read';
  }
}

class Reading {
  readonly #visited = new Set<JsonValue>();
  /** What references lead to. */
  readonly #named: [JsonValue, string][] = [];

  constructor(private readonly root: JsonObject) {}

  read(): void {
    this.visit(this.root, '', mostLevels);
    for (const [schema, place] of this.#named) this.visit(schema, place, mostLevels);
  }

  private visit(schema: JsonValue, place: string, levelsLeft: number): void {
    if (typeof schema === 'boolean' || this.#visited.has(schema)) return;
    if (!isObject(schema)) throw new Error(`${at(place)} is neither an object nor a boolean`);
    if (levelsLeft === 0) throw new Error(`is nested deeper than ${String(mostLevels)}`);
    this.#visited.add(schema);
    for (const [word, value] of Object.entries(schema)) {
      const here = `${place}/${word}`;
      requireShape(word, value, here);
      for (const [name, inner] of schemasBehind(word, value, here)) {
        this.visit(inner, `${here}${name}`, levelsLeft - 1);
      }
      if (word === '$ref') {
        this.#named.push([readPointer(this.root, value as string), here]);
      }
    }
  }
}

function requireShape(word: string, value: JsonValue, place: string): void {
  if (unknownRoads.has(word)) throw new Error(`uses ${word}; write $ref`);
  const isRight = plainWords.get(word)?.(value) ?? true;
  if (!isRight) throw new Error(`${at(place)} is ${shown(value)}, which "${word}" does not take`);
}

/** With the step to each. */
function schemasBehind(
  word: string,
  value: JsonValue,
  place: string,
): (readonly [string, JsonValue])[] {
  const isListed = typeof value === 'object' && value !== null && isList(value);
  if (listWords.has(word) || (word === 'items' && isListed)) {
    if (!isListed) throw new Error(`${at(place)} is no list of schemas`);
    return value.map((inner, index) => [`/${String(index)}`, inner]);
  }
  if (schemaWords.has(word)) return [['', value]];
  if (!namedWords.has(word)) return [];
  if (!isObject(value)) throw new Error(`${at(place)} is no object of schemas`);
  return Object.entries(value).map(([name, inner]) => [`/${name}`, inner]);
}

const at = (place: string): string => (place === '' ? 'it' : place.slice(0, 200));
const shown = (value: JsonValue): string => JSON.stringify(value).slice(0, 60);
