/**
 * What Postgres or a JavaScript engine would choke on, found before either sees it. Each rule has a
 * measured reason: jsonb refuses `\u0000` (22P05) and lone surrogates (22P02), structuredClone dies
 * near depth 5,000, and integers beyond 2^53 change silently.
 */

/** One reason why a parsed JSON value may not enter. */
export interface JsonFault {
  /** Where, as `content.items[3].name`; empty for the whole body. */
  readonly path: string;
  readonly rule: 'depth' | 'keys' | 'nul_character' | 'unpaired_surrogate' | 'number' | 'string';
  readonly message: string;
}

/** Bounds on a parsed body. @default depth 32, 10,000 keys, strings of 262,144 characters */
export interface JsonLimits {
  readonly maxDepth: number;
  readonly maxKeys: number;
  readonly maxStringLength: number;
}

export const defaultJsonLimits: JsonLimits = {
  maxDepth: 32,
  maxKeys: 10_000,
  maxStringLength: 262_144,
};

interface Walk {
  readonly limits: JsonLimits;
  keys: number;
}

/** The first fault of a parsed body, or nothing. Never recurses deeper than `maxDepth`. */
export function findJsonFault(
  value: unknown,
  limits: JsonLimits = defaultJsonLimits,
): JsonFault | undefined {
  return visit(value, '', 0, { limits, keys: 0 });
}

function visit(value: unknown, path: string, depth: number, walk: Walk): JsonFault | undefined {
  if (typeof value === 'string') return checkString(value, path, walk.limits);
  if (typeof value === 'number') return checkNumber(value, path);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= walk.limits.maxDepth) {
    return fault(path, 'depth', `is nested deeper than ${String(walk.limits.maxDepth)} levels`);
  }
  return Array.isArray(value)
    ? visitItems(value, path, depth, walk)
    : visitEntries(value as Record<string, unknown>, path, depth, walk);
}

function visitItems(
  items: readonly unknown[],
  path: string,
  depth: number,
  walk: Walk,
): JsonFault | undefined {
  walk.keys += items.length;
  if (walk.keys > walk.limits.maxKeys) return tooManyKeys(path, walk);
  for (const [index, item] of items.entries()) {
    const found = visit(item, `${path}[${String(index)}]`, depth + 1, walk);
    if (found) return found;
  }
  return undefined;
}

function visitEntries(
  record: Record<string, unknown>,
  path: string,
  depth: number,
  walk: Walk,
): JsonFault | undefined {
  for (const [key, item] of Object.entries(record)) {
    walk.keys += 1;
    if (walk.keys > walk.limits.maxKeys) return tooManyKeys(path, walk);
    const found =
      checkString(key, path, walk.limits) ??
      visit(item, path === '' ? key : `${path}.${key}`, depth + 1, walk);
    if (found) return found;
  }
  return undefined;
}

function checkString(text: string, path: string, limits: JsonLimits): JsonFault | undefined {
  if (text.length > limits.maxStringLength) {
    return fault(path, 'string', `is longer than ${String(limits.maxStringLength)} characters`);
  }
  if (text.includes('\u0000')) {
    return fault(path, 'nul_character', 'contains the character U+0000, which cannot be stored');
  }
  if (!text.isWellFormed()) {
    return fault(path, 'unpaired_surrogate', 'contains half of a surrogate pair (broken Unicode)');
  }
  return undefined;
}

function checkNumber(value: number, path: string): JsonFault | undefined {
  if (!Number.isFinite(value)) return fault(path, 'number', 'is too large for a JSON number');
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    return fault(
      path,
      'number',
      'is an integer beyond 2^53 and would lose digits; send it as text',
    );
  }
  return undefined;
}

function tooManyKeys(path: string, walk: Walk): JsonFault {
  return fault(path, 'keys', `holds more than ${String(walk.limits.maxKeys)} keys and items`);
}

function fault(path: string, rule: JsonFault['rule'], message: string): JsonFault {
  return { path, rule, message };
}
