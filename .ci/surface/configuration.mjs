import { z } from 'zod';
import { envSchema } from '#platform';
import { table } from './table.mjs';

const code = (value) => `\`${value}\``;

/** What a variable may hold, in words. */
function allowed(schema) {
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.anyOf) return schema.anyOf.map(allowed).join(' or ');
  if (schema.type === 'integer') return `${schema.minimum} to ${schema.maximum}`;
  if (schema.format === 'uri') return 'a URL';
  if (schema.examples?.includes('30s')) return 'a duration such as `30s`, `2m15s` or `24h`';
  return 'text';
}

/** Every setting of the server: `docs/surface/configuration.md`. */
export function describeConfiguration() {
  const { properties } = z.toJSONSchema(envSchema, { io: 'input', unrepresentable: 'any' });
  const rows = Object.entries(properties).map(([name, schema]) => [
    code(name),
    schema.default === undefined ? '' : code(schema.default),
    allowed(schema),
    schema.description ?? '',
  ]);
  return [
    '# Configuration',
    '',
    'Every setting is an environment variable, read once before the server starts. A bad value is refused',
    'with the variable, the value and what is allowed. An empty variable counts as unset.',
    '',
    table(['variable', 'default', 'allowed', 'what it is for'], rows),
  ].join('\n');
}
