import { isDeepStrictEqual } from 'node:util';
import type { ChangeMemoryConfig, FieldError, MemoryConfig } from '#protocol';

/** What `PUT /memory/config` cannot change, and where it is decided instead. */
const decidedBy: Readonly<Record<string, string>> = {
  backend: 'CAXTON_DATABASE_URL when the server is started',
  embedding_model:
    'CAXTON_EMBEDDING_PROVIDER and CAXTON_EMBEDDING_MODEL when the server is started',
  embedding_dimensions: 'the model, or CAXTON_EMBEDDING_DIMENSIONS when the server is started',
  default_memory_scope: 'memory.scope of each agent',
  'performance_settings.batch_size': 'the server: it is the limit of POST /memory/entities/batch',
  'performance_settings.max_concurrent_searches': 'CAXTON_DATABASE_POOL when the server is started',
  'performance_settings.cache_size_mb': 'the server',
  external_backends: 'nothing: Postgres with pgvector is the only backend',
  'retention_policy.cleanup_frequency': 'the server: workers look every minute',
};

/** What a change says of settings that it cannot change, as far as it differs from what they are. */
export function findFixed(before: MemoryConfig, change: ChangeMemoryConfig): FieldError[] {
  const { retention_policy: { cleanup_frequency } = {}, ...others } = change;
  const retention = cleanup_frequency === undefined ? {} : { cleanup_frequency };
  return differencesOf({ ...others, retention_policy: retention }, before, '').map((field) => ({
    field,
    rule: 'fixed',
    message: `cannot be changed here; it is decided by ${whoDecides(field)}`,
  }));
}

/** The paths under which something else is wanted; what is not named wants nothing. */
function differencesOf(wanted: object, is: object, path: string): string[] {
  const were = new Map<string, unknown>(Object.entries(is));
  return Object.entries(wanted).flatMap(([name, value]: [string, unknown]) => {
    const field = path === '' ? name : `${path}.${name}`;
    const was = were.get(name);
    if (value === undefined || isDeepStrictEqual(value, was)) return [];
    return isObject(value) && isObject(was) ? differencesOf(value, was, field) : [field];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function whoDecides(field: string): string {
  const [top = ''] = field.split('.', 1);
  return decidedBy[field] ?? decidedBy[top] ?? 'the server, which knows no such setting';
}
