const legalForms =
  /[\s,]+(?:inc|incorporated|corp|corporation|ltd|limited|llc|gmbh|ag|plc|co)\.?$/i;
const articles = /^(?:the|a|an|our|my|your|their|its|his|her)\s+/i;
const mostLetters = 120;

/**
 * The name under which something is remembered: `Acme Corp.` and `the acme` are one thing. Articles,
 * possessives and legal forms go; words are joined by `_`.
 */
export function entityNameOf(subject: string): string {
  const words = subject
    .normalize('NFKC')
    .trim()
    .replace(articles, '')
    .replace(legalForms, '')
    .replaceAll(/['’]s?\b/g, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).join('_').slice(0, mostLetters);
}

/** A predicate as it is stored: one lower-case word; nothing when there are no letters in it. */
export function predicateOf(text: string): string | undefined {
  const word = (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('_').slice(0, 64);
  return /^[a-z]/.test(word) ? word : undefined;
}

/** A type as it is stored, `fact` when it is no word. */
export function typeOf(text: string): string {
  return predicateOf(text) ?? 'fact';
}
