/** A word of a query, as the index has it, and about how many memories hold it. */
export interface WeighedWord {
  readonly word: string;
  readonly holders: number;
}

/** Memories whose words are ranked in some 20 ms. */
export const mostRanked = 5_000;

/**
 * The rarest words of a query that so many memories hold together, as are ranked gladly; nothing when all
 * of its words are among them. Whatever holds every word of the query holds the rare ones.
 */
export function chooseWords(
  weighed: readonly WeighedWord[],
  most = mostRanked,
): readonly string[] | undefined {
  const chosen: string[] = [];
  let sum = 0;
  for (const { word, holders } of weighed.toSorted((a, b) => a.holders - b.holders)) {
    sum += holders;
    if (sum > most) return chosen;
    chosen.push(word);
  }
  return undefined;
}
