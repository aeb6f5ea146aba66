import type { JsonValue } from '#protocol';
import { tell, type Look, type Rule } from './look.js';
import { isList, isSameJson } from './same-json.js';

/** More of a list says nothing to whoever reads it. */
const mostShown = 20;

const typeTests: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: isList,
  object: (value) => typeof value === 'object' && value !== null && !isList(value),
};

/** What a value may be. */
export const typeNames: ReadonlySet<string> = new Set(Object.keys(typeTests));

function type(asked: string | readonly string[], look: Look): void {
  const types = typeof asked === 'string' ? [asked] : asked;
  if (types.some((name) => typeTests[name]?.(look.value) === true)) return;
  tell(look, 'type', `must be ${types.join(' or ')}`);
}

function oneOfValues(asked: readonly JsonValue[], look: Look): void {
  const { effort } = look.check;
  if (asked.some((choice) => isSameJson(choice, look.value, effort))) return;
  const shown = asked.slice(0, mostShown).map((choice) => shorten(textOf(choice)));
  const more = asked.length > mostShown ? ', …' : '';
  tell(look, 'enum', `must be one of ${shown.join(', ')}${more}`);
}

function theValue(asked: JsonValue, look: Look): void {
  if (!isSameJson(asked, look.value, look.check.effort)) {
    tell(look, 'const', `must be ${shorten(textOf(asked))}`);
  }
}

const bound =
  (rule: string, words: string, fits: (value: number, asked: number) => boolean): Rule =>
  (asked: number, look) => {
    if (typeof look.value !== 'number' || fits(look.value, asked)) return;
    tell(look, rule, `must be ${words} ${String(asked)}`);
  };

function isMultiple(value: number, asked: number): boolean {
  const times = value / asked;
  return Number.isFinite(times) && Math.abs(times - Math.round(times)) < 1e-8;
}

const length =
  (rule: string, words: string, fits: (length: number, asked: number) => boolean): Rule =>
  (asked: number, look) => {
    const { value, check } = look;
    if (typeof value !== 'string') return;
    check.effort.spend(value.length >> 5);
    if (!fits(countCharacters(value), asked)) {
      tell(look, rule, `must have ${words} ${String(asked)} characters`);
    }
  };

function pattern(asked: string, look: Look): void {
  if (!look.check.runsPatterns || typeof look.value !== 'string') return;
  if (!new RegExp(asked, 'u').test(look.value)) {
    tell(look, 'pattern', `must match pattern "${asked}"`);
  }
}

/** Both halves of a pair are one character. */
function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xff_ff) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}

const textOf = (value: JsonValue): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

export const valueRules: readonly (readonly [string, Rule])[] = [
  ['type', type],
  ['enum', oneOfValues],
  ['const', theValue],
  ['minimum', bound('minimum', '>=', (value, asked) => value >= asked)],
  ['maximum', bound('maximum', '<=', (value, asked) => value <= asked)],
  ['exclusiveMinimum', bound('exclusiveMinimum', '>', (value, asked) => value > asked)],
  ['exclusiveMaximum', bound('exclusiveMaximum', '<', (value, asked) => value < asked)],
  ['multipleOf', bound('multipleOf', 'multiple of', isMultiple)],
  ['minLength', length('minLength', 'at least', (count, asked) => count >= asked)],
  ['maxLength', length('maxLength', 'at most', (count, asked) => count <= asked)],
  ['pattern', pattern],
];
