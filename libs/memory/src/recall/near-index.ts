/** pgvector builds no index over half-precision vectors of more numbers. */
const mostDimensions = 4_000;

/** Whether vectors of this length can be found by an index; longer ones are compared one by one. */
export function hasNearIndex(dimensions: number): boolean {
  return Number.isInteger(dimensions) && dimensions > 0 && dimensions <= mostDimensions;
}

/** The name of the index of all vectors of a length. */
export function nearIndexOf(dimensions: number): string {
  return `memory_embeddings_near_${String(dimensions)}`;
}

/** Numbers that are compared one by one in a few milliseconds: 6,000 vectors of the local model. */
const cheapNumbers = 6_000 * 384;

/** So many vectors are compared one by one, whatever else there is: exact, and faster than the index. */
export function fewVectors(dimensions: number): number {
  return Math.ceil(cheapNumbers / dimensions);
}

/**
 * What walking the index costs for each vector that belongs to the places asked for, in vectors compared
 * one by one. The index holds everybody's vectors: of `total` it must visit `wanted * total / n` to meet
 * `wanted` of the `n` that are asked for. It pays where that costs less than comparing all n, so from
 * n = sqrt(costOfVisit * wanted * total) on.
 */
export const costOfVisit = 25;

/** Vectors that an index is asked for: one entity may have several, and the order is rough. */
export function candidatesFor(limit: number): number {
  return 2 * limit + 20;
}
