import { TreeInterpreter, type JSONValue } from '@jmespath-community/jmespath';
import type { JsonValue } from '#protocol';
import { compileQuery, type Query } from '../json-query/compile-query.js';
import { withoutPrototypes } from '../json-query/without-prototypes.js';
import { findForbidden, findWrongCall } from './allowed-parts.js';
import { InvalidExpression } from './expression.errors.js';

/** A question to JSON: whether something is so, or what stands in a place. It has no effect and ends soon. */
export interface Expression {
  /** What it finds; `null` where there is nothing, or nothing that it can be asked of. */
  find(data: JsonValue): JsonValue;
  /** Whether it finds something that counts as true: not `false`, not `null`, nothing empty. */
  holds(data: JsonValue): boolean;
}

/**
 * Reads a JMESPath expression without the parts that could make much of little.
 * @throws {InvalidExpression} saying what is wrong with it
 */
export function readExpression(text: string): Expression {
  const parsed = parse(text);
  const forbidden = findForbidden(parsed);
  if (forbidden !== undefined) throw new InvalidExpression(`must do without ${forbidden}`);
  const wrong = findWrongCall(parsed);
  if (wrong !== undefined) throw new InvalidExpression(wrong);
  const find = (data: JsonValue): JsonValue => {
    try {
      return TreeInterpreter.search(parsed, withoutPrototypes(data) as JSONValue);
    } catch {
      // Such as the length of nothing.
      return null;
    }
  };
  return { find, holds: (data) => isTrue(find(data)) };
}

function parse(text: string): Query {
  try {
    return compileQuery(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    throw new InvalidExpression(`must be a JMESPath expression: ${why}`);
  }
}

function isTrue(value: JsonValue): boolean {
  if (value === null || value === false || value === '') return false;
  if (typeof value !== 'object') return true;
  return Object.keys(value).length > 0;
}
