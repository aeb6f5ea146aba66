import { trigramSimilarity } from './trigrams.js';

/** So alike in their letters that only spelling or order differs. */
const sameLetters = 0.85;
/** So near in meaning, and alike enough in letters to speak of the same thing. */
const sameMeaning = { cosine: 0.92, letters: 0.45 };

/** Words that turn a fact into its opposite. */
const negation = /\b(?:not?|never|none|without|cannot|no longer|n't)\b|n't\b/i;

/**
 * Whether two texts say the same fact in other words. Facts with different numbers, or of which one
 * denies, are never the same, however alike they look: "15 % growth" is not "16 % growth".
 * `cosine` is that of their vectors, when they have any.
 */
export function isNearDuplicate(a: string, b: string, cosine: number | undefined): boolean {
  if (numbersIn(a) !== numbersIn(b) || negation.test(a) !== negation.test(b)) return false;
  const letters = trigramSimilarity(a, b);
  if (letters >= sameLetters) return true;
  return cosine !== undefined && cosine >= sameMeaning.cosine && letters >= sameMeaning.letters;
}

function numbersIn(text: string): string {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).sort().join(' ');
}
