import { createDataSource } from '#platform';
import type { ClockReading } from './judge-clock.js';
import type { DatabaseFacts } from './judge-database.js';

interface Row {
  readonly version: string;
  readonly is_installed: boolean;
  readonly is_available: boolean;
  readonly may_install: boolean;
  readonly has_migrations: boolean;
}

/** A trusted extension is installed by whoever may create in the database, another one by superusers. */
const readServer = `
  select current_setting('server_version') as version,
         exists (select from pg_extension where extname = 'vector') as is_installed,
         exists (select from pg_available_extensions where name = 'vector') as is_available,
         (select rolsuper from pg_roles where rolname = current_user)
           or (has_database_privilege(current_database(), 'create')
               and exists (select from pg_available_extension_versions
                            where name = 'vector' and trusted)) as may_install,
         to_regclass('migrations') is not null as has_migrations`;

/** Asks a Postgres how it is set up, and changes nothing. Thrown as by the connection. */
export async function askDatabase(
  url: string,
): Promise<{ readonly facts: DatabaseFacts; readonly clock: ClockReading }> {
  const source = createDataSource({
    ...{ url, pool: 1, entities: [], sessionLimits: true },
    onPoolError: () => undefined,
  });
  await source.initialize();
  try {
    const asked = Date.now();
    const [clock] = await source.query<{ now: string }[]>(
      'select extract(epoch from clock_timestamp()) * 1000 as now',
    );
    const reading = { of: 'Postgres', asked, answered: Date.now(), theirs: Number(clock?.now) };
    const [row] = await source.query<Row[]>(readServer);
    const seen = row?.has_migrations === true ? 'select name from migrations' : '';
    const migrated = seen === '' ? [] : await source.query<{ name: string }[]>(seen);
    return {
      facts: {
        version: row?.version ?? '',
        vector: {
          isInstalled: row?.is_installed === true,
          isAvailable: row?.is_available === true,
          mayInstall: row?.may_install === true,
        },
        migrated: migrated.map(({ name }) => name),
        known: source.migrations.map((step) => step.name ?? step.constructor.name),
      },
      clock: reading,
    };
  } finally {
    await source.destroy();
  }
}
