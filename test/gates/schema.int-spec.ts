import { agentEntities } from '#agents';
import { artifactEntities } from '#artifacts';
import { idempotencyEntities } from '#idempotency';
import { identityEntities } from '#identity';
import { memoryEntities } from '#memory';
import { messagingEntities } from '#messaging';
import { createDataSource, openDatabase, type DatabaseSettings } from '#platform';
import { lifetimes } from '#storage';
import { toolEntities } from '#tools';
import { trialEntities } from '#trials';
import { usageEntities } from '#usage';
import { webhookEntities } from '#webhooks';
import { createEmptyDatabase, type TestDatabase } from '../support/databases.js';
import { describeWith } from '../support/test-servers.js';

/** Tables whose rows are of no workspace, and why. */
const ofTheServer = {
  jwt_keys: 'sign the logins of all workspaces',
  login_failures: 'are counted before it is known whose login it is',
  memory_models: 'say which models have made vectors, for all that are compared',
  usage_pasts: 'say how far the time before tallies was counted, of all workspaces',
  workspaces: 'are the workspaces',
};

/** Columns that may be empty, and why. */
const filledIn = { agent_versions: 'the version before leaves it out; a trigger fills it in' };

describeWith(['postgres'], 'the schema', () => {
  const entities = [
    ...agentEntities,
    ...artifactEntities,
    ...idempotencyEntities,
    ...identityEntities,
    ...memoryEntities,
    ...messagingEntities,
    ...toolEntities,
    ...trialEntities,
    ...usageEntities,
    ...webhookEntities,
  ];
  let database: TestDatabase;
  let settings: DatabaseSettings;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    const onPoolError = (): undefined => undefined;
    settings = { url: database.url, pool: 2, entities, sessionLimits: true, onPoolError };
    await (await openDatabase(settings)).close();
  });

  afterAll(() => database.drop());

  it('is what the entities say: after all migrations the mapper finds nothing to change', async () => {
    const source = await createDataSource(settings).initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('puts every table but these under row-level security, forced on its owner', async () => {
    const source = await createDataSource(settings).initialize();
    try {
      const tables = await source.query<{ table: string; isGuarded: boolean; isFilled: boolean }[]>(
        `select c.relname as table, coalesce(a.attnotnull, false) as "isFilled",
           c.relrowsecurity and c.relforcerowsecurity
             and exists (select from pg_policy p where p.polrelid = c.oid) as "isGuarded"
         from pg_class c
         left join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
           and c.relname <> 'migrations'`,
      );
      const open = tables.filter(({ isGuarded }) => !isGuarded).map(({ table }) => table);
      expect(open.sort()).toEqual(Object.keys(ofTheServer).sort());
      const empty = tables.filter(({ isFilled }) => !isFilled).map(({ table }) => table);
      expect(empty.sort()).toEqual([...Object.keys(ofTheServer), ...Object.keys(filledIn)].sort());
    } finally {
      await source.destroy();
    }
  });

  it('says of every table what ends its rows', async () => {
    const source = await createDataSource(settings).initialize();
    try {
      const tables = await source.query<{ name: string }[]>(
        `select table_name::text as name from information_schema.tables
         where table_schema = 'public' order by 1`,
      );
      expect(Object.keys(lifetimes).sort()).toEqual(tables.map(({ name }) => name).sort());
    } finally {
      await source.destroy();
    }
  });

  it('has an entity for every table, and a workspace in every row', async () => {
    const source = await createDataSource(settings).initialize();
    try {
      const tables = (
        await source.query<{ table: string; columns: string[] }[]>(
          `select table_name as table, array_agg(column_name::text) as columns
         from information_schema.columns where table_schema = 'public' group by table_name`,
        )
      ).filter(({ table }) => table !== 'migrations');
      const mapped = source.entityMetadatas.map(({ tableName }) => tableName);
      expect(tables.map(({ table }) => table).sort()).toEqual([...mapped].sort());
      const without = tables.filter(({ columns }) => !columns.includes('workspace_id'));
      expect(without.map(({ table }) => table).sort()).toEqual(Object.keys(ofTheServer).sort());
    } finally {
      await source.destroy();
    }
  });
});
