import type { JsonObject, JsonValue } from '#protocol';
import { Effort, TooMuchEffort } from './effort.js';
import { takeOver, type Check, type Look, type Misfit, type Rule, type Seen } from './look.js';
import { choiceRules } from './rules-of-choice.js';
import { partRules, restRules } from './rules-of-parts.js';
import { valueRules } from './rules-of-values.js';

const rules: ReadonlyMap<string, Rule> = new Map([...valueRules, ...choiceRules, ...partRules]);
const rest: ReadonlyMap<string, Rule> = new Map(restRules);
const nothing: ReadonlySet<string> = new Set<string>();

/** How a value is checked. */
export interface CheckOptions {
  /** @default false: a stranger's pattern can take for ever */
  readonly runsPatterns?: boolean;
  /** @default what one check may take */
  readonly effort?: Effort;
}

/**
 * Where a value does not fit a JSON Schema (2020-12), at most twenty places; nothing when it fits. The schema is
 * read as it stands, never made into a program, and the work is counted: a schema or a value that takes too much
 * of it is a misfit of the rule `effort`. The schema must have no fault (`findSchemaFault`).
 */
export function findMisfits(
  schema: JsonObject,
  value: JsonValue,
  { runsPatterns = false, effort = new Effort() }: CheckOptions = {},
): Misfit[] {
  const asksForRest = JSON.stringify(schema).includes('"unevaluated');
  const check: Check = { root: schema, effort, asksForRest, runsPatterns };
  try {
    return hold(check, schema, value, []).misfits;
  } catch (error) {
    if (!(error instanceof TooMuchEffort)) throw error;
    const message =
      'cannot be checked with the work that a check may take: give less, or less deeply nested';
    return [{ place: [], rule: 'effort', message }];
  }
}

function hold(check: Check, schema: JsonValue, value: JsonValue, place: Misfit['place']): Seen {
  const seen: Seen = { misfits: [], parts: new Set() };
  const { effort, asksForRest } = check;
  effort.spend(1 + (place.length >> 3));
  if (schema === true) return seen;
  if (schema === false) {
    seen.misfits.push({ place, rule: 'false', message: 'is not allowed' });
    return seen;
  }
  const look = new Held(check, schema as JsonObject, value, place, seen);
  effort.enter();
  ask(rules, look);
  if (asksForRest) ask(rest, look);
  effort.leave();
  return seen;
}

function ask(asked: ReadonlyMap<string, Rule>, look: Look): void {
  const words = Object.keys(look.schema);
  look.check.effort.spend(words.length);
  for (const word of words) asked.get(word)?.(look.schema[word] as never, look);
}

class Held implements Look {
  constructor(
    readonly check: Check,
    readonly schema: JsonObject,
    readonly value: JsonValue,
    readonly place: Misfit['place'],
    readonly seen: Seen,
  ) {}

  beside(schema: JsonValue): Seen {
    return hold(this.check, schema, this.value, this.place);
  }

  named(name: string, schema: JsonValue): Seen {
    return hold(this.check, schema, name, this.place);
  }

  part(key: string | number, schema: JsonValue): Seen {
    const value = (this.value as JsonObject)[key] ?? null;
    return hold(this.check, schema, value, [...this.place, key]);
  }

  inside(key: string | number, schema: JsonValue): void {
    if (this.check.asksForRest) this.seen.parts.add(key);
    const { misfits } = this.part(key, schema);
    if (misfits.length > 0) takeOver(this, { misfits, parts: nothing });
  }
}
