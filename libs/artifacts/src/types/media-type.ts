/** What bytes are of which nothing is known. */
export const unknownType = 'application/octet-stream';

const written = /^[a-z0-9!#$&^_.+-]{1,64}\/[a-z0-9!#$&^_.+-]{1,127}$/;

/**
 * A media type without its parameters, in lower case; nothing for what is none. The parameter `charset` is
 * not kept: texts are served as UTF-8 or as they are.
 */
export function readMediaType(text: string): string | undefined {
  const type = text.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return written.test(type) ? type : undefined;
}

/** Whether a type is in a list of types, in which `image/*` means all of its kind and `*` all. */
export function isAllowed(type: string, allowed: readonly string[]): boolean {
  const kind = type.split('/', 1)[0] ?? '';
  return ['*', '*/*', type, `${kind}/*`].some((each) => allowed.includes(each));
}
