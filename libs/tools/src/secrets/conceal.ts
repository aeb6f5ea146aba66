import type { JsonValue } from '#protocol';

/** What is told in the place of a secret. */
const concealed = '[secret]';

/**
 * The value with every occurrence of the secrets blotted out: a server may send back what it was sent, and
 * what a tool returns is read by a model, kept in the journal and shown in the log.
 */
export function conceal(value: JsonValue, secrets: readonly string[]): JsonValue {
  if (secrets.length === 0) return value;
  if (typeof value === 'string') return concealText(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => conceal(item, secrets));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [concealText(key, secrets), conceal(item, secrets)]),
  );
}

export function concealText(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap(spellingsOf)
    .reduce((shown, spelling) => shown.replaceAll(spelling, concealed), text);
}

/** As it may come back: in a URL, in a text that is JSON, or encoded as credentials often are. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    ...[secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)],
    ...[bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')],
  ];
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
