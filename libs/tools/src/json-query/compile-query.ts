import { compile } from '@jmespath-community/jmespath';
import type { JsonValue } from '#protocol';
import { withoutPrototypes } from './without-prototypes.js';

/** A JMESPath expression that was read. */
export type Query = ReturnType<typeof compile>;

/**
 * Reads an expression. What it holds as data (`` `{}` ``) loses its prototypes as the data that it is asked of
 * does: `` `{}`.constructor `` then names nothing.
 * @throws {Error} saying what cannot be read
 */
export function compileQuery(text: string): Query {
  const query = compile(text);
  tameLiterals(query);
  return query;
}

function tameLiterals(part: Query): void {
  if (part.type === 'Literal') {
    Object.assign(part, { value: withoutPrototypes(part.value as JsonValue) });
    return;
  }
  for (const value of Object.values(part).flat() as unknown[]) {
    if (typeof value === 'object' && value !== null) tameLiterals(value as Query);
  }
}
