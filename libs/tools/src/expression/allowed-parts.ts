import type { compile } from '@jmespath-community/jmespath';

type Part = ReturnType<typeof compile>;

/**
 * What an expression may be made of. Nothing here makes its result larger than the data and itself together, so
 * that it may be worked out beside other work. (`{a: @}`, `[@, @]`, `$`, `let`, `map` and what pads or repeats
 * can describe giants in a few characters: those are for `json_query`, which has a thread and a memory of its own.)
 */
const allowedTypes: ReadonlySet<string> = new Set([
  ...['Field', 'Literal', 'Index', 'Slice', 'Identity', 'Current', 'Comparator'],
  ...['AndExpression', 'OrExpression', 'NotExpression', 'Subexpression', 'IndexExpression', 'Pipe'],
  ...['Projection', 'ValueProjection', 'FilterProjection', 'Flatten', 'Ternary', 'Function'],
]);

/** With how many arguments each takes. */
const allowedFunctions: ReadonlyMap<string, number> = new Map([
  ...[
    ...['abs', 'avg', 'ceil', 'floor', 'keys', 'length', 'lower', 'max', 'min', 'sum'],
    ...['to_number', 'to_string', 'type', 'upper', 'values'],
  ].map((name) => [name, 1] as const),
  ...['contains', 'ends_with', 'starts_with'].map((name) => [name, 2] as const),
  ['not_null', Infinity],
]);

/** As people write them. */
const written: Readonly<Record<string, string>> = {
  MultiSelectHash: '{…}',
  MultiSelectList: '[…, …]',
  Root: '$',
  LetExpression: 'let',
  Variable: '$name',
  ExpressionReference: '&',
  Arithmetic: 'arithmetic',
  Unary: 'arithmetic',
};

/** The first part that an expression must not have, as people write it; nothing when there is none. */
export function findForbidden(part: Part): string | undefined {
  if (!allowedTypes.has(part.type)) return written[part.type] ?? part.type;
  if (part.type === 'Literal') return undefined;
  if (isNegatedPath(part)) return 'a path after !: write !(a.b)';
  if (part.type === 'Function' && !allowedFunctions.has(part.name)) return `${part.name}()`;
  for (const inner of partsOf(part)) {
    const found = findForbidden(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `!a.b` is read as `(!a).b`, which is never anything. */
function isNegatedPath(part: Part): boolean {
  return 'left' in part && part.type === 'Subexpression' && part.left.type === 'NotExpression';
}

function partsOf(part: Part): Part[] {
  return Object.values(part)
    .flat()
    .filter(
      (value): value is Part => typeof value === 'object' && value !== null && 'type' in value,
    );
}

/** A function that is given more or fewer arguments than it takes; nothing when there is none. */
export function findWrongCall(part: Part): string | undefined {
  if (part.type === 'Function') {
    const takes = allowedFunctions.get(part.name);
    const given = part.children.length;
    if (takes === Infinity ? given === 0 : given !== takes) {
      const most = takes === Infinity ? 'at least 1' : String(takes);
      return `${part.name}() takes ${most} argument${takes === 2 ? 's' : ''} and is given ${String(given)}`;
    }
  }
  for (const inner of partsOf(part)) {
    const found = findWrongCall(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
