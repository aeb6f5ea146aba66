import type { RecalledEntity } from './recall-query.js';

/** The nearest of what was found in two ways, each entity once, with its nearest piece. */
export function mergeNearest(found: readonly RecalledEntity[], limit: number): RecalledEntity[] {
  const sorted = found.toSorted(
    (a, b) => (b.similarity ?? 0) - (a.similarity ?? 0) || (a.id < b.id ? -1 : 1),
  );
  return [...new Map(sorted.toReversed().map((entity) => [entity.id, entity])).values()]
    .toReversed()
    .slice(0, limit);
}
