const placeholder = /\{([^{}]*)\}/g;
const argument = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The arguments that a URL names in its path, in their order. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

/** Why a URL with placeholders cannot be used, in words for its author; nothing when it can. */
export function findTemplateFault(template: string): string | undefined {
  const whole = template.replaceAll(placeholder, 'x');
  if (!URL.canParse(whole))
    return 'must be an absolute URL such as https://crm.example.com/customers/{id}';
  const url = new URL(whole);
  if (!/^https?:$/.test(url.protocol)) return 'must begin with https:// or http://';
  if (url.username + url.password !== '')
    return 'must not hold credentials: use headers with a secret';
  if (url.hash !== '') return 'must not have a fragment';
  if (/[{}]/.test(whole)) return 'has a brace that is not part of a placeholder such as {id}';
  if (!isInPath(template)) return 'may have placeholders in its path only';
  const wrong = placeholdersOf(template).find((name) => !argument.test(name));
  return wrong === undefined
    ? undefined
    : `has a placeholder {${wrong.slice(0, 64)}} that is no name`;
}

/** After the host and before the query: what an argument says must not choose whom it is sent to. */
function isInPath(template: string): boolean {
  const [, , authority = '', rest = ''] =
    /^([a-z]+:\/\/)([^/?#]*)([^]*)$/i.exec(template)?.map(String) ?? [];
  const query = rest.slice(rest.search(/[?#]/) === -1 ? rest.length : rest.search(/[?#]/));
  return !/[{}]/.test(authority + query);
}

/**
 * The URL with the values in its path, each of them one piece of one segment.
 * @throws {Error} for a value that would lead elsewhere
 */
export function fillTemplate(template: string, valueOf: (name: string) => string): string {
  return template.replaceAll(placeholder, (_, name: string) => {
    const value = valueOf(name);
    if (value === '' || value === '.' || value === '..') {
      throw new Error(`${name} must not be empty, "." or ".."`);
    }
    return encodeURIComponent(value.toWellFormed());
  });
}
