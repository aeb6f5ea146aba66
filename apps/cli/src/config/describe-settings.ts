import { isDeepStrictEqual } from 'node:util';
import { formatUptime } from '#protocol';
import { envSchema, readEnv, type Env } from '#platform';

/** One setting as a start would take it. */
export interface Setting {
  readonly variable: string;
  /** Absent: it is not set and has no default. Never a secret. */
  readonly value?: string;
  readonly source: 'environment' | 'default';
}

const secret = /KEY|PASSWORD|SECRET/;
const places = /_(?:URL|ENDPOINT)$/;
const duration = /_(?:TIMEOUT|LIFETIME|RETENTION|LEASE|PATIENCE)$/;

/** Every setting, in the order of docs/surface/configuration.md. */
export function describeSettings(env: Env): Setting[] {
  const defaults = readEnv({});
  const names = Object.keys(envSchema.shape) as (keyof typeof envSchema.shape)[];
  return names.map((variable) => {
    const value = env[variable];
    const source = isDeepStrictEqual(value, defaults[variable]) ? 'default' : 'environment';
    const told = value === undefined ? undefined : tell(variable, value);
    return { variable, ...(told === undefined ? {} : { value: told }), source };
  });
}

function tell(variable: string, value: unknown): string {
  if (secret.test(variable)) return '(set, not shown)';
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'number' && duration.test(variable)) return tellTime(value);
  return places.test(variable) ? withoutPassword(String(value)) : String(value);
}

const tellTime = (ms: number): string => (ms % 1_000 === 0 ? formatUptime(ms) : `${String(ms)}ms`);

/** Where something is, without who may go there; a query may hold keys as well. */
function withoutPassword(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // What is no address may be anything.
  if (url === undefined || url.host === '') return '(set, not shown)';
  return `${url.protocol}//${url.host}${url.pathname}`;
}
