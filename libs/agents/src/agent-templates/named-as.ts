/** A body whose id is that of the path; another one in it is told as a bad field. */
export function namedAs(id: string, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given = body as { readonly id?: unknown };
  return given.id === undefined || given.id === id ? { ...given, id } : { ...given, id: null };
}
