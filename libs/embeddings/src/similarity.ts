/**
 * How near two vectors point, from -1 (opposite) over 0 (unrelated) to 1 (the same direction).
 * Vectors need not have length 1; a vector of zeros is near to nothing (0).
 * @throws {RangeError} when the lengths differ: such vectors come from different models
 */
export function cosineSimilarity(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) {
    throw new RangeError(
      `vectors of ${left.length} and ${right.length} numbers cannot be compared`,
    );
  }
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    product += value * other;
    leftSquares += value * value;
    rightSquares += other * other;
  }
  const lengths = Math.sqrt(leftSquares * rightSquares);
  return lengths === 0 ? 0 : Math.max(-1, Math.min(1, product / lengths));
}

/** Something that has a place in the vector space. */
export interface Embedded<T> {
  readonly item: T;
  readonly vector: Float32Array;
}

/** Something and how near it is to what was asked. */
export interface Ranked<T> {
  readonly item: T;
  /** Cosine, -1 to 1. */
  readonly similarity: number;
}

/** The candidates from nearest to farthest; equals keep their order. */
export function rankBySimilarity<T>(
  query: Float32Array,
  candidates: readonly Embedded<T>[],
): Ranked<T>[] {
  return candidates
    .map(({ item, vector }) => ({ item, similarity: cosineSimilarity(query, vector) }))
    .sort((left, right) => right.similarity - left.similarity);
}
