import type { FieldError } from '#protocol';

/** What stands in the place of what is required and wrong, so that the rest can be looked at. */
const stopgaps: Readonly<Record<string, unknown>> = {
  name: 'Example',
  capabilities: ['example'],
  system_prompt: 'Example.',
};

/** A body without its bad fields: what else is wrong with it shows only then. */
export function mendBody(
  body: unknown,
  errors: readonly FieldError[],
): Readonly<Record<string, unknown>> {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const bad = new Set(errors.map(({ field }) => field.split(/[.[]/, 1)[0] ?? ''));
  const fields = Object.entries(isObject ? body : {}).filter(([name]) => !bad.has(name));
  return { ...stopgaps, ...Object.fromEntries(fields) };
}
