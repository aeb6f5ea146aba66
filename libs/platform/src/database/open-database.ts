import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Net } from './app-role.js';
import { Database } from './database.js';
import { migrate, migrationLimits } from './migrate.js';
import { migrations } from './migrations/index.js';
import { WorkspaceSetting, workspaceSetting } from './workspace-setting.js';

/** A class that TypeORM maps to a table. */
export type EntityClass = new () => object;

export interface DatabaseSettings {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections of this process. */
  readonly pool: number;
  readonly entities: readonly EntityClass[];
  /** Off over the embedded server, whose one session would have to switch settings at every turn. */
  readonly sessionLimits: boolean;
  readonly onPoolError: (error: unknown) => void;
  /** Told when the user passes by row-level security and may not make a role that does not. */
  readonly onUnguarded?: () => void;
}

/**
 * Longer than this a statement or a wait for a lock is a fault, not work (reliability F16). A session that
 * is silent in the middle of a transaction belongs to a process that hangs: nothing else is waited for
 * there, and its locks would hold up everybody who writes to the same conversation.
 */
const sessionLimits =
  '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=3000';

/** So a connection begins; one that has no setting at all is taken for one of the version before. */
const toldNothing = ` -c ${workspaceSetting}=`;

/** A Postgres that hangs does not keep its own limits: no answer is waited for longer than this. */
const patienceMs = 5_500;

/** Brings the schema up to date and connects. Several processes may start at once. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  return settings.sessionLimits ? openReal(settings) : openEmbedded(settings);
}

/** Migrates on connections of their own, whose limits are others: one holds the lock, one works. */
async function openReal(settings: DatabaseSettings): Promise<Database> {
  const migrating = createDataSource({ ...settings, pool: 2 }, migrationLimits);
  await migrating.initialize();
  let net: Net;
  try {
    net = await migrate(migrating);
  } finally {
    await migrating.destroy();
  }
  if (!net.holds) settings.onUnguarded?.();
  const role = net.role === undefined ? '' : ` -c role=${net.role}`;
  const source = createDataSource(settings, sessionLimits + toldNothing + role);
  await source.initialize();
  return new Database(source, new WorkspaceSetting());
}

/** Its one session would have to change hands at every turn, and its user passes by the net (ADR-0017). */
async function openEmbedded(settings: DatabaseSettings): Promise<Database> {
  const source = createDataSource(settings);
  await source.initialize();
  try {
    await migrate(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return new Database(source);
}

/** The mapper, not yet connected. For the gate that proves that entities and migrations agree. */
export function createDataSource(settings: DatabaseSettings, limits = sessionLimits): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    url: settings.url,
    entities: [...settings.entities],
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    synchronize: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: settings.pool,
    poolErrorHandler: settings.onPoolError,
    extra: {
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      ...(settings.sessionLimits ? { options: limits } : {}),
      ...(settings.sessionLimits && limits !== migrationLimits
        ? { query_timeout: patienceMs }
        : {}),
    },
  };
  return new DataSource(options);
}
