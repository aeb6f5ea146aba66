import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { serverUrl } from './test-servers.js';

/** How the template of a test database is made. */
export interface TemplateOptions {
  /** Brings an empty database to the schema that the suite expects, and closes its connections. */
  readonly migrate: (url: string) => Promise<void>;
  /** Which template it is, when a run has more than one. @default 'migrated' */
  readonly template?: string;
}

/** A database that belongs to one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes the database and cuts whoever is still connected. */
  readonly drop: () => Promise<void>;
}

const run = (): string => process.env['CAXTON_TEST_RUN'] ?? 'manual';

function urlOf(database: string): string {
  const url = new URL(serverUrl('postgres'));
  url.pathname = `/${database}`;
  return url.href;
}

function withAdmin<T>(act: (admin: Client) => Promise<T>): Promise<T> {
  return withClient(serverUrl('postgres'), act);
}

async function withClient<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** A key for pg_advisory_lock, which takes 64 bits and no names. */
const lockKey = (name: string): string =>
  createHash('sha256').update(name).digest().readBigInt64BE().toString();

async function isReady(admin: Client, template: string): Promise<boolean> {
  const { rowCount } = await admin.query(
    'select 1 from pg_database where datname = $1 and datistemplate',
    [template],
  );
  return rowCount === 1;
}

/** Migrates a database once per run; `datistemplate` is set last, so a half-made one is made anew. */
async function makeTemplate(
  admin: Client,
  template: string,
  migrate: (url: string) => Promise<void>,
): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [lockKey(template)]);
  if (await isReady(admin, template)) return;
  await admin.query(`drop database if exists "${template}" with (force)`);
  await admin.query(`create database "${template}"`);
  await migrate(urlOf(template));
  await admin.query(`alter database "${template}" with is_template true`);
}

/** An empty database of its own for one test file. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template1');
}

/** An empty database whose owner can log in and has only the given powers. Its URL is the owner's. */
export async function createOwnedDatabase(powers: string): Promise<TestDatabase> {
  const { url, drop } = await createEmptyDatabase();
  const owned = new URL(url);
  const database = owned.pathname.slice(1);
  const owner = `${database}_owner`;
  await withClient(url, async (client) => {
    await client.query(`create role "${owner}" login password 'own' ${powers}`);
    await client.query(`alter database "${database}" owner to "${owner}"`);
    await client.query(`alter schema public owner to "${owner}"`);
    await client.query('create extension vector');
  });
  owned.username = owner;
  owned.password = 'own';
  return {
    url: owned.href,
    drop: async () => {
      await withClient(url, (client) => client.query(`drop owned by "${owner}"`)).catch(
        () => undefined,
      );
      await drop();
      await withAdmin((admin) => admin.query(`drop role if exists "${owner}"`));
    },
  };
}

/** A database of its own for one test file, cloned from a template that each run migrates once. */
export async function createTestDatabase(options: TemplateOptions): Promise<TestDatabase> {
  const template = `caxton_${run()}_${options.template ?? 'migrated'}`;
  // The advisory lock is the session's: it goes when the connection does.
  await withAdmin((admin) => makeTemplate(admin, template, options.migrate));
  return createFrom(template);
}

async function createFrom(template: string): Promise<TestDatabase> {
  const name = `caxton_${run()}_${randomBytes(6).toString('hex')}`;
  await withAdmin((admin) => admin.query(`create database "${name}" template "${template}"`));
  return {
    url: urlOf(name),
    drop: () =>
      withAdmin(async (admin) => {
        await admin.query(`drop database if exists "${name}" with (force)`);
      }),
  };
}

/** A queue prefix of its own for one test file; the braces keep its keys in one slot of a Redis Cluster. */
export const createQueuePrefix = (): string => `{caxton-test-${randomBytes(6).toString('hex')}}`;
