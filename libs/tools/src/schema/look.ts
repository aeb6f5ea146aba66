import type { JsonObject, JsonValue } from '#protocol';
import type { Effort } from './effort.js';

/** Where a value does not fit its schema. */
export interface Misfit {
  /** Keys and indices from the top. */
  readonly place: readonly (string | number)[];
  /** The word of the schema that it goes against. */
  readonly rule: string;
  readonly message: string;
  /** The property that is missing or too many; `place` ends above it. */
  readonly name?: string;
}

/** What a check stands on. */
export interface Check {
  readonly root: JsonObject;
  readonly effort: Effort;
  /** Whether the schema asks which parts nothing has spoken of. */
  readonly asksForRest: boolean;
  /** Whether patterns are run: only those that were written by us. */
  readonly runsPatterns: boolean;
}

/** What came of a look: where the value does not fit, and the parts of it that the schema spoke of. */
export interface Seen {
  readonly misfits: Misfit[];
  /** Noted only where the schema asks for what is left. */
  readonly parts: Set<string | number>;
}

/** One schema held against one value. */
export interface Look {
  readonly check: Check;
  readonly schema: JsonObject;
  readonly value: JsonValue;
  readonly place: Misfit['place'];
  readonly seen: Seen;
  /** Holds another schema against the value. */
  beside(schema: JsonValue): Seen;
  /** Holds a schema against a part of the value. */
  part(key: string | number, schema: JsonValue): Seen;
  /** Holds a schema against the name of a property. */
  named(name: string, schema: JsonValue): Seen;
  /** Holds a schema against a part of the value; what does not fit there does not fit here. */
  inside(key: string | number, schema: JsonValue): void;
}

/** What one word of a schema asks of a value. */
export type Rule = (asked: never, look: Look) => void;

/** A person or a model mends what they are told, one after another. */
const mostTold = 20;

/** Notes that the value does not fit. */
export function tell(look: Look, rule: string, message: string, name?: string): void {
  const { misfits } = look.seen;
  if (misfits.length >= mostTold) return;
  misfits.push({ place: look.place, rule, message, ...(name === undefined ? {} : { name }) });
}

/** Takes over what another look at the same value, or at a part of it, came to. */
export function takeOver(
  look: Look,
  {
    misfits,
    parts,
  }: { readonly misfits: readonly Misfit[]; readonly parts: ReadonlySet<string | number> },
): void {
  look.seen.misfits.push(...misfits.slice(0, mostTold - look.seen.misfits.length));
  takeParts(look, parts);
}

/** The value fits another schema: what that spoke of is spoken of. */
export function takeParts({ check, seen }: Look, parts: ReadonlySet<string | number>): void {
  check.effort.spend(parts.size);
  for (const part of parts) seen.parts.add(part);
}
