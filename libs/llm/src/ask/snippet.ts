/** How much of what a provider said is repeated. Characters. */
const most = 200;

const secrets = [
  /\b(?:sk|pk|rk|key|xai|gsk)[-_][\w*-]{6,}/gi,
  /\b(?:bearer|basic)\s+[\w.~+/=-]{6,}/gi,
  /(?<=[?&](?:key|api[-_]?key|token|access_token)=)[^&\s"']+/gi,
  /(?<=:\/\/)[^/\s:@]+:[^/\s@]+(?=@)/g,
];

/** The start of a foreign text, fit for an error message: one line, no keys, no control characters. */
export function snippet(text: string): string {
  const message = readMessage(text) ?? text;
  // Cut generously before the patterns run: the text may be megabytes.
  const clean = secrets
    .reduce((sum, secret) => sum.replace(secret, '(hidden)'), message.slice(0, 10 * most))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
  const quoted = clean.length <= most ? clean : `${clean.slice(0, most)}…`;
  return `"${quoted}"`;
}

/** Providers wrap the sentence that matters in `{"error": {"message": …}}`. */
function readMessage(text: string): string | undefined {
  if (text.length > 100_000 || !text.trimStart().startsWith('{')) return undefined;
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    const message = typeof error === 'string' ? error : (error as { message?: unknown }).message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
