/** Characters of one token, on average over English prose and JSON. Budgets are rough on purpose. */
const charactersPerToken = 4;

/** About how many tokens a model will count for the text. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** The text, cut to about so many tokens, with a note of what was cut. Never splits a character. */
export function clipToTokens(text: string, tokens: number): string {
  const room = Math.max(0, tokens) * charactersPerToken;
  if (text.length <= room) return text;
  const kept = text.slice(0, room).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}… [${String(text.length - kept.length)} characters cut]`;
}
