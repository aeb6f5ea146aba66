/** A token, or what gives the present one. */
export type Token = string | (() => string | Promise<string>);

/** The header that tells who calls; none for nobody. */
export async function credentialsOf({
  apiKey,
  token,
}: {
  readonly apiKey: string | undefined;
  readonly token: Token | undefined;
}): Promise<Record<string, string>> {
  if (apiKey !== undefined) return { 'x-api-key': apiKey };
  if (token === undefined) return {};
  return { authorization: `Bearer ${typeof token === 'string' ? token : await token()}` };
}
