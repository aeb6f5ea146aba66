/** A key that changes what an object is when somebody merges it into another. */
export interface PoisonedKey {
  readonly path: string;
  readonly rule: 'forbidden_key';
  readonly message: string;
}

/**
 * The first `__proto__`, or `constructor` with a `prototype` in it, of a parsed body. Walks recursively:
 * only for a value that `findJsonFault` found shallow enough.
 */
export function findPoisonedKey(value: unknown, path = ''): PoisonedKey | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (isPoison(key, item)) {
      return { path: here, rule: 'forbidden_key', message: 'is a key that must not be used' };
    }
    const below = findPoisonedKey(item, here);
    if (below !== undefined) return below;
  }
  return undefined;
}

function isPoison(key: string, item: unknown): boolean {
  if (key === '__proto__') return true;
  return (
    key === 'constructor' &&
    typeof item === 'object' &&
    item !== null &&
    Object.hasOwn(item, 'prototype')
  );
}
