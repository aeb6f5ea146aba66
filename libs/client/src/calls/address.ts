const named = /\{(\w+)\}/g;

/**
 * A path with its names filled in. `.` and `..` would be taken out by whoever handles the URL, and would call
 * something else; so would nothing at all. Thrown for these: TypeError.
 */
export function pathOf(template: string, names: readonly unknown[]): string {
  let index = 0;
  return template.replaceAll(named, (_match, name: string) => {
    const value = names[index];
    index += 1;
    if (typeof value !== 'string' || ['', '.', '..'].includes(value))
      throw new TypeError(`${template} needs a text for ${name}, not ${JSON.stringify(value)}`);
    return encodeURIComponent(value);
  });
}

type QueryValue = string | number | boolean | readonly string[] | null | undefined;

/** A query with its question mark; empty without parameters. A list is written with commas. */
export function queryOf(parameters: Readonly<Record<string, QueryValue>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null) query.append(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
