import { DataDirectoryInUse, EmbeddedPostgresUnavailable } from '#embedded';
import { InvalidEmbedding } from '#embeddings';
import { ModelError } from '#llm';
import { InvalidCodeAgent } from '#runtime';
import { InvalidEgressRule, InvalidMcpPrograms } from '#tools';
import { InvalidSettings, isUnreachable, sqlState, type Env } from '#platform';
import { NeedsDatabase } from './needs-database.errors.js';
import { NeedsKeys } from './needs-keys.errors.js';
import { NeedsSharedDatabase } from './processes/needs-shared-database.errors.js';

/** Errors whose message already says what is wrong and what to do. */
const saysWhatToDo = [
  DataDirectoryInUse,
  EmbeddedPostgresUnavailable,
  InvalidCodeAgent,
  InvalidEgressRule,
  InvalidEmbedding,
  InvalidMcpPrograms,
  ModelError,
  NeedsDatabase,
  NeedsKeys,
  NeedsSharedDatabase,
];

/** What was started, and with which settings, if they could be read. */
export interface StartedCommand {
  /** As it was typed, without flags: `caxton api start`. */
  readonly command: string;
  readonly env: Env | undefined;
}

/** A failed start in words: what is wrong and what to do. Nothing for a fault of our own. */
export function explainStartFailure(error: unknown, started: StartedCommand): string | undefined {
  if (error instanceof InvalidSettings) {
    return `${error.message}\nEvery setting is in docs/surface/configuration.md.`;
  }
  if (saysWhatToDo.some((kind) => error instanceof kind)) return (error as Error).message;
  return explainListening(error, started) ?? explainDatabase(error, started.env);
}

/** What Node's network layer adds to its errors. */
interface ListenError {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly port?: unknown;
  readonly address?: unknown;
  /** Found by probePort. */
  readonly free?: number;
}

function explainListening(error: unknown, { command, env }: StartedCommand): string | undefined {
  const { code, syscall, port, address, free } = (error ?? {}) as ListenError;
  if (syscall !== 'listen') return undefined;
  const variable = port === env?.CAXTON_METRICS_PORT ? 'CAXTON_METRICS_PORT' : 'CAXTON_PORT';
  const next = String(free ?? Number(port) + 1);
  switch (code) {
    case 'EADDRINUSE':
      return (
        `Port ${String(port)} is in use: another program, maybe another Caxton, listens on it.\n` +
        `Stop that program, or choose another port: ${variable}=${next} ${command}`
      );
    case 'EACCES':
      return `Port ${String(port)} needs more rights than this user has. Choose one above 1023 with ${variable}.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${String(address)}. Set CAXTON_HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return undefined;
  }
}

/** What Postgres says to a connection or a first migration that cannot work, by SQLSTATE. */
const databaseRemedies: Readonly<Record<string, string>> = {
  '28P01': 'The database refused the password. Correct CAXTON_DATABASE_URL.',
  '28000': 'The database refused the user. Correct CAXTON_DATABASE_URL.',
  '3D000': 'The database does not exist. Create it, or correct CAXTON_DATABASE_URL.',
  '42501':
    'The user of CAXTON_DATABASE_URL may not create what Caxton needs. Let a superuser run "create extension vector" in the database and give the user rights on its schema.',
};

const pgvectorMissing =
  'The database has no pgvector. Install the extension "vector" on its server (package postgresql-NN-pgvector, or the image pgvector/pgvector) and start again.';

/** `create extension vector` on a server without it: 0A000, or 58P01 before Postgres 15. */
function isPgvectorMissing(error: unknown): boolean {
  return ['0A000', '58P01'].includes(sqlState(error) ?? '') && messageOf(error).includes('vector');
}

function explainDatabase(error: unknown, env: Env | undefined): string | undefined {
  const remedy = isPgvectorMissing(error)
    ? pgvectorMissing
    : databaseRemedies[sqlState(error) ?? ''];
  if (remedy !== undefined) return `${remedy}\n(${messageOf(error)})`;
  if (!isUnreachable(error)) return undefined;
  return (
    `The database at ${whereIs(env?.CAXTON_DATABASE_URL)} cannot be reached: ${messageOf(error)}\n` +
    'Start it, or correct CAXTON_DATABASE_URL; without that variable Caxton brings its own.'
  );
}

/** Host and database, never the password. */
function whereIs(url: string | undefined): string {
  if (url === undefined) return 'this process';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** An attempt on several addresses of a host fails with an error of several, without words. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
