/**
 * Where text stops being JSON. Engines say so for some errors only (Node 20 names no position for an
 * unexpected token), and a client with a body of 300 lines needs one.
 */

type Token = '{' | '}' | '[' | ']' | ':' | ',' | 'string' | 'scalar';
type Act = 'open' | 'close' | 'value' | 'key' | 'colon' | 'item' | 'member';
type Expected =
  'value' | 'value or ]' | 'key or }' | 'key' | 'colon' | 'comma or }' | 'comma or ]' | 'end';

const values: Partial<Record<Token, Act>> = {
  '{': 'open',
  '[': 'open',
  string: 'value',
  scalar: 'value',
};

const grammar: Readonly<Record<Expected, Partial<Record<Token, Act>>>> = {
  value: values,
  'value or ]': { ...values, ']': 'close' },
  'key or }': { string: 'key', '}': 'close' },
  key: { string: 'key' },
  colon: { ':': 'colon' },
  'comma or }': { ',': 'member', '}': 'close' },
  'comma or ]': { ',': 'item', ']': 'close' },
  end: {},
};

const blank = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escaped = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/**
 * The first character (from 0) that does not belong there; the length of the text when it ends too
 * early, nothing when it is JSON. As in `parseJson`, strings may run over line ends. One pass.
 */
export function findJsonError(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (let at = skip(blank, text, 0); at < text.length; at = skip(blank, text, at)) {
    const { token, end } = readToken(text, at);
    if (token === undefined) return end;
    const act: Act | undefined = grammar[expected][token];
    if (act === undefined) return at;
    if (act === 'open') open.push(token === '{' ? '{' : '[');
    if (act === 'close') open.pop();
    expected = next(act, open.at(-1));
    at = end;
  }
  return expected === 'end' ? undefined : text.length;
}

function next(act: Act, inside: '{' | '[' | undefined): Expected {
  if (act === 'value' || act === 'close') return afterValue(inside);
  if (act === 'open') return inside === '{' ? 'key or }' : 'value or ]';
  return following[act];
}

const following = { key: 'colon', colon: 'value', item: 'value', member: 'key' } as const;

function afterValue(inside: '{' | '[' | undefined): Expected {
  if (inside === undefined) return 'end';
  return inside === '{' ? 'comma or }' : 'comma or ]';
}

/** Without a token, `end` is where it went wrong. */
function readToken(text: string, at: number): { token: Token | undefined; end: number } {
  const character = text.charAt(at);
  if (character === '"') return readString(text, at + 1);
  if (isPunctuation(character)) return { token: character, end: at + 1 };
  const end = skip(scalar, text, at);
  return { token: end > at ? 'scalar' : undefined, end };
}

function isPunctuation(character: string): character is '{' | '}' | '[' | ']' | ':' | ',' {
  return '{}[]:,'.includes(character);
}

function readString(text: string, start: number): { token: Token | undefined; end: number } {
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { token: 'string', end: at + 1 };
    if (character === '\\') {
      const end = skip(escaped, text, at + 1);
      if (end === at + 1) return { token: undefined, end: Math.min(end, text.length) };
      at = end - 1;
    } else if (character < ' ' && !'\n\r\t'.includes(character)) {
      return { token: undefined, end: at };
    }
  }
  return { token: undefined, end: text.length };
}

/** Where a match that begins here ends; here, when there is none. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
