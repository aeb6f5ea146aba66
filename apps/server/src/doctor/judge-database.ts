import { error, ok, warning, type Finding } from './finding.js';

/** What was read from a database. */
export interface DatabaseFacts {
  /** As Postgres says it: `17.2`. */
  readonly version: string;
  readonly vector: {
    readonly isInstalled: boolean;
    /** Whether its server could install it. */
    readonly isAvailable: boolean;
    /** Whether this user may. */
    readonly mayInstall: boolean;
  };
  /** Steps of the schema that the database has seen. */
  readonly migrated: readonly string[];
  /** Steps of the schema that this version knows. */
  readonly known: readonly string[];
}

/** Whether a database is one that Caxton can stand on. */
export function judgeDatabase(facts: DatabaseFacts): Finding[] {
  return [
    ok('database', `Postgres ${facts.version} answers.`),
    judgeVector(facts.vector),
    judgeMigrations(facts),
  ];
}

function judgeVector({ isInstalled, isAvailable, mayInstall }: DatabaseFacts['vector']): Finding {
  if (isInstalled) return ok('pgvector', 'pgvector is installed.');
  if (!isAvailable) {
    return error(
      'pgvector',
      'The server of the database has no pgvector.',
      'Install it there (package postgresql-NN-pgvector, or the image pgvector/pgvector); managed servers have it among their extensions.',
    );
  }
  if (mayInstall) return ok('pgvector', 'pgvector is there; the first start installs it.');
  return error(
    'pgvector',
    'pgvector is not installed, and the user of CAXTON_DATABASE_URL may not install it.',
    'Let a superuser run "create extension vector" in the database.',
  );
}

function judgeMigrations({ migrated, known }: DatabaseFacts): Finding {
  const missing = known.filter((name) => !migrated.includes(name));
  const unknown = migrated.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return warning(
      'migrations',
      `The schema is newer than this version: it has ${count(unknown)} that this version does not know.`,
      'Run the version of Caxton that made them, or a newer one.',
    );
  }
  if (missing.length === 0) return ok('migrations', 'The schema is up to date.');
  if (migrated.length === 0)
    return ok('migrations', 'The database is empty; the first start fills it.');
  return warning(
    'migrations',
    `The schema is ${count(missing)} behind this version.`,
    'Start one process of this version: it brings the schema up to date; those of the version before work on beside it.',
  );
}

function count(steps: readonly string[]): string {
  return steps.length === 1 ? '1 step' : `${String(steps.length)} steps`;
}
