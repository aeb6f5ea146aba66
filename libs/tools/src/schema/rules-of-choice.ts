import type { JsonValue } from '#protocol';
import { readPointer } from './read-pointer.js';
import { takeOver, takeParts, tell, type Look, type Misfit, type Rule, type Seen } from './look.js';

const longestTold = 200;
const mostAlternatives = 4;

function allOf(asked: readonly JsonValue[], look: Look): void {
  for (const schema of asked) takeOver(look, look.beside(schema));
}

function anyOf(asked: readonly JsonValue[], look: Look): void {
  const failed: Seen[] = [];
  let fits = false;
  for (const schema of asked) {
    const seen = look.beside(schema);
    if (seen.misfits.length > 0) failed.push(seen);
    else {
      fits = true;
      takeParts(look, seen.parts);
      if (!look.check.asksForRest) return;
    }
  }
  if (!fits)
    tell(look, 'anyOf', `must fit one of its alternatives: ${tellAlternatives(failed, look)}`);
}

function oneOf(asked: readonly JsonValue[], look: Look): void {
  const seen = asked.map((schema) => look.beside(schema));
  const fitting = seen.filter(({ misfits }) => misfits.length === 0);
  const [only] = fitting;
  if (only === undefined) {
    tell(look, 'oneOf', `must fit one of its alternatives: ${tellAlternatives(seen, look)}`);
  } else if (fitting.length > 1) {
    tell(look, 'oneOf', 'must fit one of its alternatives only');
  } else takeParts(look, only.parts);
}

function not(asked: JsonValue, look: Look): void {
  if (look.beside(asked).misfits.length === 0) tell(look, 'not', 'must NOT be like that');
}

function condition(asked: JsonValue, look: Look): void {
  const { then: yes = true, else: no = true } = look.schema;
  const seen = look.beside(asked);
  const holds = seen.misfits.length === 0;
  if (holds) takeParts(look, seen.parts);
  takeOver(look, look.beside(holds ? yes : no));
}

function reference(asked: string, look: Look): void {
  look.check.effort.spend(asked.length >> 2);
  takeOver(look, look.beside(readPointer(look.check.root, asked)));
}

/** What each of them misses first. */
function tellAlternatives(failed: readonly Seen[], { place }: Look): string {
  const told = failed.flatMap(({ misfits: [first] }) =>
    first === undefined ? [] : [tellFirst(first, place.length)],
  );
  return [...new Set(told)].slice(0, mostAlternatives).join(', or ').slice(0, longestTold);
}

function tellFirst({ place, message }: Misfit, above: number): string {
  const inner = place.slice(above).join('.');
  return inner === '' ? message : `${inner} ${message}`;
}

export const choiceRules: readonly (readonly [string, Rule])[] = [
  ['$ref', reference],
  ['allOf', allOf],
  ['anyOf', anyOf],
  ['oneOf', oneOf],
  ['not', not],
  ['if', condition],
];
