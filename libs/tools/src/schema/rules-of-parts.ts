import type { JsonObject, JsonValue } from '#protocol';
import { tell, takeOver, type Look, type Rule } from './look.js';
import { canonicalJson, isList } from './same-json.js';

/** A rule for objects; it has nothing to say of anything else. */
const ofObject =
  (act: (asked: never, object: JsonObject, look: Look) => void): Rule =>
  (asked, look) => {
    const { value } = look;
    if (typeof value === 'object' && value !== null && !isList(value)) act(asked, value, look);
  };

/** A rule for arrays. */
const ofArray =
  (act: (asked: never, array: readonly JsonValue[], look: Look) => void): Rule =>
  (asked, look) => {
    if (typeof look.value === 'object' && look.value !== null && isList(look.value)) {
      act(asked, look.value, look);
    }
  };

/** The names of an object's properties; reading them is work. */
function namesIn(object: JsonObject, { check }: Look): string[] {
  const names = Object.keys(object);
  check.effort.spend(names.length);
  return names;
}

function properties(asked: JsonObject, object: JsonObject, look: Look): void {
  for (const name of namesIn(object, look)) {
    if (Object.hasOwn(asked, name)) look.inside(name, asked[name] ?? null);
  }
}

function additionalProperties(asked: JsonValue, object: JsonObject, look: Look): void {
  const { properties: known = {} } = look.schema;
  for (const name of namesIn(object, look)) {
    if (Object.hasOwn(known as JsonObject, name)) continue;
    if (asked === false) {
      tell(look, 'additionalProperties', `must NOT have the property "${brief(name)}"`, name);
    } else look.inside(name, asked);
  }
}

function unevaluatedProperties(asked: JsonValue, object: JsonObject, look: Look): void {
  for (const name of namesIn(object, look)) {
    if (look.seen.parts.has(name)) continue;
    if (asked === false) {
      tell(look, 'unevaluatedProperties', `must NOT have the property "${brief(name)}"`, name);
    } else look.inside(name, asked);
  }
}

function required(asked: readonly string[], object: JsonObject, look: Look): void {
  look.check.effort.spend(asked.length);
  for (const name of asked) {
    if (!Object.hasOwn(object, name)) {
      tell(look, 'required', `must have the property "${brief(name)}"`, name);
    }
  }
}

function dependentRequired(
  asked: Readonly<Record<string, readonly string[]>>,
  object: JsonObject,
  look: Look,
): void {
  for (const name of namesIn(object, look)) {
    if (Object.hasOwn(asked, name)) required(asked[name] ?? [], object, look);
  }
}

function dependentSchemas(asked: JsonObject, object: JsonObject, look: Look): void {
  for (const name of namesIn(object, look)) {
    if (Object.hasOwn(asked, name)) takeOver(look, look.beside(asked[name] ?? null));
  }
}

function propertyNames(asked: JsonValue, object: JsonObject, look: Look): void {
  for (const name of namesIn(object, look)) {
    const [misfit] = look.named(name, asked).misfits;
    if (misfit === undefined) continue;
    tell(look, 'propertyNames', `the name "${brief(name)}" ${misfit.message}`);
  }
}

const count =
  (rule: string, words: string, fits: (count: number, asked: number) => boolean): Rule =>
  (asked: number, look) => {
    const { value } = look;
    if (typeof value !== 'object' || value === null) return;
    const isArray = rule.endsWith('Items');
    if (isArray !== isList(value)) return;
    const has = isList(value) ? value.length : namesIn(value, look).length;
    if (!fits(has, asked)) {
      tell(look, rule, `must have ${words} ${String(asked)} ${isArray ? 'items' : 'properties'}`);
    }
  };

function prefixItems(asked: readonly JsonValue[], array: readonly JsonValue[], look: Look): void {
  for (const index of array.keys()) {
    const schema = asked[index];
    if (schema === undefined) return;
    look.inside(index, schema);
  }
}

/** A list is how `prefixItems` was written before 2020. */
function items(asked: JsonValue, array: readonly JsonValue[], look: Look): void {
  if (typeof asked === 'object' && asked !== null && isList(asked)) {
    prefixItems(asked, array, look);
    return;
  }
  const { prefixItems: before = [] } = look.schema;
  for (let index = (before as []).length; index < array.length; index += 1) {
    look.inside(index, asked);
  }
}

function uniqueItems(asked: boolean, array: readonly JsonValue[], look: Look): void {
  if (!asked) return;
  const texts = new Set(array.map((item) => canonicalJson(item, look.check.effort)));
  if (texts.size < array.length) tell(look, 'uniqueItems', 'must NOT have the same item twice');
}

function contains(asked: JsonValue, array: readonly JsonValue[], look: Look): void {
  const least = Number(look.schema['minContains'] ?? 1);
  const most = Number(look.schema['maxContains'] ?? Infinity);
  const found = [...array.keys()].filter((index) => look.part(index, asked).misfits.length === 0);
  for (const index of found) look.seen.parts.add(index);
  if (found.length >= least && found.length <= most) return;
  tell(
    look,
    'contains',
    `must have at least ${String(least)} items that fit "contains" and no more than it may`,
  );
}

function unevaluatedItems(asked: JsonValue, array: readonly JsonValue[], look: Look): void {
  for (const index of array.keys()) {
    if (!look.seen.parts.has(index)) look.inside(index, asked);
  }
}

const brief = (name: string): string => name.slice(0, 100);

export const partRules: readonly (readonly [string, Rule])[] = [
  ['properties', ofObject(properties)],
  ['additionalProperties', ofObject(additionalProperties)],
  ['required', ofObject(required)],
  ['dependentRequired', ofObject(dependentRequired)],
  ['dependentSchemas', ofObject(dependentSchemas)],
  ['propertyNames', ofObject(propertyNames)],
  ['minProperties', count('minProperties', 'at least', (has, asked) => has >= asked)],
  ['maxProperties', count('maxProperties', 'at most', (has, asked) => has <= asked)],
  ['prefixItems', ofArray(prefixItems)],
  ['items', ofArray(items)],
  ['minItems', count('minItems', 'at least', (has, asked) => has >= asked)],
  ['maxItems', count('maxItems', 'at most', (has, asked) => has <= asked)],
  ['uniqueItems', ofArray(uniqueItems)],
  ['contains', ofArray(contains)],
];

/** What is left when every other word has spoken. */
export const restRules: readonly (readonly [string, Rule])[] = [
  ['unevaluatedProperties', ofObject(unevaluatedProperties)],
  ['unevaluatedItems', ofArray(unevaluatedItems)],
];
