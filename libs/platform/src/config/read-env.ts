import { toFieldErrors } from '#protocol';
import { envSchema, type Env } from './env.schema.js';

/** One variable that cannot be used. */
export interface BadSetting {
  readonly variable: string;
  readonly value: string | undefined;
  readonly problem: string;
}

/** Thrown when a setting has a bad value. Remedy: correct each variable it names. */
export class InvalidSettings extends Error {
  constructor(readonly settings: readonly BadSetting[]) {
    super(settings.map(describe).join('\n'));
    this.name = 'InvalidSettings';
  }
}

const secret = /KEY|URL|PASSWORD|SECRET/;

/** Reads and checks all settings. An empty variable counts as unset. @throws {InvalidSettings} */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => name in envSchema.shape && value !== ''),
  );
  const result = envSchema.safeParse(given);
  if (!result.success) {
    throw new InvalidSettings(
      result.error.issues.map((issue) => {
        const variable = String(issue.path[0]);
        return { variable, value: given[variable], problem: problemOf(issue) };
      }),
    );
  }
  return Object.freeze({
    ...requireKeysForBucket(requireDatabaseForRedis(result.data)),
    secrets: secretsAmong(variables),
  });
}

type SchemaIssue = Parameters<typeof toFieldErrors>[0][number];

/** In words of ours where the schema has none of its own. */
function problemOf(issue: SchemaIssue): string {
  const isOwn = !/^(?:Invalid|Too) /.test(issue.message);
  return isOwn ? issue.message : (toFieldErrors([issue])[0]?.message ?? issue.message);
}

function secretsAmong(
  variables: Readonly<Record<string, string | undefined>>,
): NonNullable<Env['secrets']> {
  const secrets = Object.entries(variables).filter(([name]) => name.startsWith('CAXTON_SECRET_'));
  return Object.freeze(Object.fromEntries(secrets));
}

function requireDatabaseForRedis(env: Env): Env {
  if (env.CAXTON_REDIS_URL !== undefined && env.CAXTON_DATABASE_URL === undefined) {
    throw new InvalidSettings([
      {
        variable: 'CAXTON_REDIS_URL',
        value: env.CAXTON_REDIS_URL,
        problem: 'needs CAXTON_DATABASE_URL as well: Redis only rings, Postgres remembers',
      },
    ]);
  }
  return env;
}

/** A bucket that anybody may write into is nobody's wish. */
function requireKeysForBucket(env: Env): Env {
  if (env.CAXTON_ARTIFACT_S3_URL === undefined) return env;
  const keys = ['CAXTON_ARTIFACT_S3_ACCESS_KEY', 'CAXTON_ARTIFACT_S3_SECRET_KEY'] as const;
  const missing = keys.filter((variable) => env[variable] === undefined);
  if (missing.length === 0) return env;
  const problem = 'is needed by CAXTON_ARTIFACT_S3_URL';
  throw new InvalidSettings(missing.map((variable) => ({ variable, value: undefined, problem })));
}

function describe({ variable, value, problem }: BadSetting): string {
  const shown = value === undefined ? 'unset' : secret.test(variable) ? '(hidden)' : `"${value}"`;
  return `${variable} is ${shown}: ${problem}`;
}
